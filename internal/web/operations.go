package web

// The questions that the pages answer, as a program puts them. A test runs each.
const (
	evidenceFields = `facts(predicate: "ON") { standing claims { kind passage { quotation locator } source { label url } } rivals { value reason } }`

	opTimeline = `
query Timeline($vendor: ID, $agency: ID, $jurisdiction: String, $role: Role, $from: Day, $to: Day, $owner: ID) {
  timeline(vendor: $vendor, agency: $agency, jurisdiction: $jurisdiction, role: $role, from: $from, to: $to, owner: $owner, first: 100) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      role
      when { text standing }
      owner { id label }
      ` + evidenceFields + `
    }
  }
}`

	opStory = `
query Story($vendor: ID!, $language: Language!, $jurisdiction: String) {
  story(vendor: $vendor, language: $language, jurisdiction: $jurisdiction) {
    vendor { id label }
    sentences {
      number
      text
      milestone { id ` + evidenceFields + ` }
    }
  }
}`

	opAction = `
query Act($id: ID!) {
  action(id: $id) {
    label
    kind
    milestones { id role when { text standing } ` + evidenceFields + ` }
    restrictions {
      id
      conduct
      binds { node { id label } }
      segments { state from { text } to { text } }
      facts(predicate: "CONDUCT") { claims { passage { quotation locator } source { label url } } }
    }
    effects { id kind when { text } }
  }
  ledToIt: lineage(of: [$id], direction: OUTGOING) { steps { depth node { id label } links { relation to inferred claims { passage { quotation } } } } }
  restsOnIt: lineage(of: [$id], direction: INCOMING, depth: 2) { steps { depth node { id label } links { relation from } } }
}`

	opSource = `
query Source($id: ID!) {
  source(id: $id) { label url publisher licence }
  claims(source: $id, first: 100) {
    totalCount
    nodes { id subject predicate value kind passage { quotation locator check } }
  }
}`

	opNode = `
query Node($id: ID!) {
  node(id: $id) { id label facts { predicate values claims { passage { quotation } source { label url } } } }
}`

	opCompare = `
query SideBySide($vendors: [ID!]!, $jurisdiction: String) {
  compare(vendors: $vendors, jurisdiction: $jurisdiction) {
    columns { vendor { id label } stages { stage when { text } days action { id label } } }
  }
}`

	opBinding = `
query WhatBindsMe($on: Day!, $capacities: [ID!]!, $vendor: ID, $conduct: Conduct) {
  inForce(on: $on, capacities: $capacities, vendor: $vendor, conduct: $conduct) {
    rows {
      verdict
      reasons
      touches { capacity how through }
      restriction {
        id
        conduct
        owner { id label }
        binds { node { id label } }
        segments { state from { text } to { text } }
        facts(predicate: "CONDUCT") { claims { kind passage { quotation locator } source { label url } } }
      }
      nextChange { when { text } becomes cause { id } }
    }
    clarifications { notProhibited quotation speaker { label } }
    covered { actions lists { id covered checked { text } } }
  }
}`

	opSearch = `
query Search($text: String!) {
  search(text: $text, first: 50) { totalCount nodes { id label } }
}`

	opDiscrepancies = `
query Discrepancies($kind: DiscrepancyKind) {
  discrepancies(kind: $kind, first: 50) {
    totalCount
    nodes { id kind positions { value chosen reading claims { passage { quotation } source { label url } } } }
  }
}`

	opAbout = `
query Release {
  release { number draft digest known coverage { claims quotations textChecked unverified } }
}`
)
