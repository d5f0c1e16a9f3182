// Package data holds the curated facts: reviewed YAML files in the layout of FORMAT.md, the texts in the public domain
// against which quotations are checked, and the JSON Schemas for editors.
package data

import "embed"

// Files are the fact files and the kept texts, as package loaders/curated reads them, the schemas and the ledger of releases.
//
//go:embed *.yaml actions/*.yaml sources/*.yaml reports/*.yaml texts/*.txt schema/*.json FORMAT.md ledger.jsonl
var Files embed.FS
