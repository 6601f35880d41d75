package lambda

import "testing"

func TestRegister(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		got := peer.expect("POST /2020-01-01/extension/register")
		checkText(t, "body", string(got.body), `{"events":[]}`)
		checkText(t, "name", got.header.Get("Lambda-Extension-Name"), "goserverless")
		peer.say("HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: 8476a536\r\nContent-Length: 0\r\n\r\n")
		waiting := peer.expect("GET /2020-01-01/extension/event/next")
		checkText(t, "identifier", waiting.header.Get("Lambda-Extension-Identifier"), "8476a536")
		peer.say("HTTP/1.1 ")
	})
	id, err := client.register()
	if err != nil {
		t.Fatal(err)
	}
	checkText(t, "identifier", id, "8476a536")
	// The peer is gone without an event, as it is at the end of an instance.
	if err := client.awaitEvent(id); err == nil {
		t.Error("got an event that nobody sent")
	}
}

func TestRegisterRefused(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		peer.expect("POST /2020-01-01/extension/register")
		peer.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nlate")
	})
	_, err := client.register()
	if err == nil {
		t.Fatal("got no error")
	}
	checkText(t, "error", err.Error(), "the Runtime API refused the extension with status 403: late")
}
