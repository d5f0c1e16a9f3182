// Package export says a selection of the timeline in the formats of other programs: one file a format, each a row of
// [Formats]. An export carries answers of package timeline and holds no rule of its own. Every row and item names the
// claims or sources behind it; a value that is unverified or has rivals is marked; a date keeps its EDTF text beside
// whatever the format can hold. Text from facts is hostile: each format escapes it, so that it stays text.
package export
