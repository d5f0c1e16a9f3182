// Package graph answers GraphQL over the domain: the schema of schema.graphqls, resolved by one question to a
// [timeline.Reader] for each root field, with limits on what one operation may cost.
//
// A [Handler] serves HTTP and answers in process; both give the same bytes. The code of generated.go comes from
// schema.graphqls and gqlgen.yml; it binds every type to internal/timeline, so there are no other models.
package graph

//go:generate go -C .. tool gqlgen
//go:generate go run ./rewrite generated.go
