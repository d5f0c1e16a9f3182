package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// validationRules are those of the specification, and that the literals of the schema's own scalars can be read: what
// evaluates arguments takes that for granted and panics at a number beyond the range of the machine.
func validationRules() *rules.Rules {
	all := rules.NewDefaultRules()
	all.AddRule("ReadableLiterals", func(observers *core.Events, addError core.AddErrFunc) {
		observers.OnValue(func(_ *core.Walker, value *ast.Value) {
			if value.Definition == nil || value.Definition.Kind != ast.Scalar || value.Definition.BuiltIn {
				return // the specification's own rule speaks of these
			}
			if value.Kind != ast.IntValue && value.Kind != ast.FloatValue {
				return
			}
			if _, err := value.Value(nil); err != nil {
				addError(core.Message("%s cannot represent the number %s", value.Definition.Name, value.Raw), core.At(value.Position))
			}
		})
	})
	return all
}
