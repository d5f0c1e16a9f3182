package graph

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// Options are what a Handler needs. Store is required.
type Options struct {
	Store timeline.Store
	// Logger takes the detail of errors that readers are not shown; nil: slog.Default.
	Logger *slog.Logger
	// Limits bound one operation; a limit that is zero takes its value from DefaultLimits.
	Limits Limits
}

// Handler answers GraphQL operations over HTTP ([Handler.ServeHTTP]) and in process ([Handler.Execute]). It is safe for
// concurrent use.
type Handler struct {
	store  timeline.Store
	log    *slog.Logger
	limits Limits
	schema *ast.Schema
	exec   *executor.Executor
	// foresight is that of the operation, unless a test leaves it out.
	foresight timeline.Foresight
}

// NewHandler makes a Handler over a store.
func NewHandler(o Options) *Handler {
	h := &Handler{store: o.Store, log: o.Logger, limits: o.Limits.orDefault(), schema: loadSchema(), foresight: foresight{}}
	if h.log == nil {
		h.log = slog.Default()
	}
	h.exec = executor.New(NewExecutableSchema(Config{Resolvers: Resolver{}, Schema: h.schema}))
	h.exec.SetQueryCache(newDocuments())
	h.exec.SetParserTokenLimit(h.limits.Tokens)
	h.exec.SetDefaultRulesFn(validationRules)
	h.exec.SetErrorPresenter(h.present)
	h.exec.SetRecoverFunc(recovered)
	h.exec.Use(allowIntrospection{})
	h.exec.Use(strictVariables{})
	h.exec.Use(limiter{h.limits})
	return h
}

// allowIntrospection: the schema is public, and tools begin with it.
type allowIntrospection struct{}

func (allowIntrospection) ExtensionName() string                   { return "Introspection" }
func (allowIntrospection) Validate(graphql.ExecutableSchema) error { return nil }

func (allowIntrospection) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	op.DisableIntrospection = false
	return nil
}

var _ http.Handler = (*Handler)(nil)
