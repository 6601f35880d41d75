package sqldb

import (
	"net/url"
	"slices"
	"strings"
)

// hide replaces what of a data source name must not be seen: all of it, and its password alone.
func hide(dataSourceName string) *strings.Replacer {
	secrets := append([]string{dataSourceName}, passwordsOf(dataSourceName)...)
	// The longest first, so that one that begins like another leaves nothing of it.
	slices.SortFunc(secrets, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, secret := range secrets {
		if secret != "" {
			pairs = append(pairs, secret, "***")
		}
	}
	return strings.NewReplacer(pairs...)
}

// passwordsOf finds the passwords in all the ways in which drivers read them.
func passwordsOf(dataSourceName string) []string {
	passwords := inKeywords(dataSourceName)
	if scheme, rest, isURL := strings.Cut(dataSourceName, "://"); isURL && !strings.ContainsAny(scheme, " =@") {
		passwords = append(passwords, inURL(dataSourceName, rest)...)
	}
	// user:password@tcp(host:port)/name
	user, _, _ := cutLast(dataSourceName, "@")
	_, password, _ := strings.Cut(user, ":")
	return append(passwords, password)
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
		passwords = append(passwords, password)
		for key, values := range parsed.Query() {
			key = strings.ToLower(key)
			if strings.HasSuffix(key, "password") || strings.HasSuffix(key, "pwd") {
				passwords = append(passwords, values...)
			}
		}
	}
	return passwords
}

// inKeywords reads "host=db password='a b' sslpassword=c", and "server=db;pwd=ab".
func inKeywords(text string) (passwords []string) {
	for at := range len(text) {
		rest, found := cutPasswordKey(text[at:])
		if !found {
			continue
		}
		if value, found := strings.CutPrefix(strings.TrimLeft(rest, " "), "="); found {
			passwords = append(passwords, valueOf(strings.TrimLeft(value, " "))...)
		}
	}
	return passwords
}

// cutPasswordKey takes off the end that the keys of passwords have.
func cutPasswordKey(text string) (rest string, found bool) {
	for _, key := range []string{"password", "pwd"} {
		if len(text) >= len(key) && strings.EqualFold(text[:len(key)], key) {
			return text[len(key):], true
		}
	}
	return text, false
}

// valueOf is the value that a text begins with: as it is written, and as it is meant.
func valueOf(text string) []string {
	quoted, isQuoted := strings.CutPrefix(text, "'")
	if !isQuoted {
		if end := strings.IndexAny(text, " ;&"); end >= 0 {
			text = text[:end]
		}
		return []string{text}
	}
	var meant []byte
	at := 0
	for ; at < len(quoted) && quoted[at] != '\''; at++ {
		if quoted[at] == '\\' && at+1 < len(quoted) {
			at++
		}
		meant = append(meant, quoted[at])
	}
	return []string{quoted[:at], string(meant)}
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return "", text, false
	}
	return text[:at], text[at+len(separator):], true
}
