package web

// takeAway is what a reader can carry off a page.
type takeAway struct{}

// pin tells of a page that shows one release for ever.
type pin struct{}
