package sqldb

import (
	"net/url"
	"strings"
)

// hide replaces what of a data source name must not be seen: all of it, and its password alone.
func hide(dataSourceName string) *strings.Replacer {
	var pairs []string
	for _, secret := range append([]string{dataSourceName}, passwordsOf(dataSourceName)...) {
		if secret != "" {
			pairs = append(pairs, secret, "***")
		}
	}
	return strings.NewReplacer(pairs...)
}

// passwordsOf finds the password in the ways in which drivers read it.
func passwordsOf(dataSourceName string) []string {
	if scheme, rest, isURL := strings.Cut(dataSourceName, "://"); isURL && !strings.ContainsAny(scheme, " =@") {
		return inURL(dataSourceName, rest)
	}
	if password, found := inKeywords(dataSourceName); found {
		return []string{password}
	}
	// user:password@tcp(host:port)/name
	user, _, _ := cutLast(dataSourceName, "@")
	_, password, _ := strings.Cut(user, ":")
	return []string{password}
}

func inURL(text, rest string) []string {
	authority := rest
	if end := strings.IndexAny(rest, "/?"); end >= 0 {
		authority = rest[:end]
	}
	user, _, _ := cutLast(authority, "@")
	_, escaped, _ := strings.Cut(user, ":")
	passwords := []string{escaped}
	if parsed, err := url.Parse(text); err == nil {
		password, _ := parsed.User.Password()
		passwords = append(passwords, password, parsed.Query().Get("password"))
	}
	return passwords
}

// inKeywords reads "host=db password='a b'", and "server=db;password=ab".
func inKeywords(text string) (string, bool) {
	at := strings.Index(strings.ToLower(text), "password")
	if at < 0 {
		return "", false
	}
	value, found := strings.CutPrefix(strings.TrimLeft(text[at+len("password"):], " "), "=")
	if !found {
		return "", false
	}
	value = strings.TrimLeft(value, " ")
	if quoted, ok := strings.CutPrefix(value, "'"); ok {
		value, _, _ = strings.Cut(quoted, "'")
		return value, true
	}
	if end := strings.IndexAny(value, " ;&"); end >= 0 {
		value = value[:end]
	}
	return value, true
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return "", text, false
	}
	return text[:at], text[at+len(separator):], true
}
