package web

import "strings"

var textTypes = map[string]bool{
	"application/graphql":               true,
	"application/javascript":            true,
	"application/json":                  true,
	"application/jsonl":                 true,
	"application/sql":                   true,
	"application/toml":                  true,
	"application/x-javascript":          true,
	"application/x-ndjson":              true,
	"application/x-www-form-urlencoded": true,
	"application/x-yaml":                true,
	"application/xml":                   true,
	"application/yaml":                  true,
}

// isTextType tells whether a content type is one that people read.
func isTextType(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	media = strings.ToLower(strings.TrimSpace(media))
	return strings.HasPrefix(media, "text/") || textTypes[media] ||
		strings.HasSuffix(media, "+json") || strings.HasSuffix(media, "+xml")
}
