package timeline

// Audience is a class of persons whom restrictions bind, such as federal civilian executive agencies. Audiences form a
// directed graph without cycles from the narrower to the broader.
type Audience struct {
	Common
	Definition string `json:"definition,omitempty"`
}
