package fc

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	program := filepath.Base(os.Args[0])
	tests := []struct {
		name        string
		environment map[string]string
		want        place
		err         string
	}{
		{"nothing", nil, place{address: "127.0.0.1:8080", local: true, function: program}, ""},
		{"a port", map[string]string{"PORT": "3000"}, place{address: "0.0.0.0:3000", local: true, function: program}, ""},
		{"no port", map[string]string{"PORT": "web"}, place{}, `PORT must be a port, 0-65535, got "web"`},
		{"FC", map[string]string{"FC_FUNCTION_NAME": "orders", "PORT": "3000"}, place{address: "0.0.0.0:9000", function: "orders"}, ""},
		{
			"FC with ports", map[string]string{"FC_FUNCTION_NAME": "orders", "FC_SERVER_PORT": "9001", "FC_CUSTOM_LISTEN_PORT": "9002"},
			place{address: "0.0.0.0:9001", function: "orders"}, "",
		},
		{
			"FC with the old name of the port", map[string]string{"FC_FUNCTION_NAME": "orders", "FC_CUSTOM_LISTEN_PORT": "9002", "FC_VER_ID": "3"},
			place{address: "0.0.0.0:9002", function: "orders", version: "3"}, "",
		},
		{
			"FC with a version", map[string]string{"FC_FUNCTION_NAME": "orders", "FC_FUNCTION_VERSION": "4", "FC_VER_ID": "3"},
			place{address: "0.0.0.0:9000", function: "orders", version: "4"}, "",
		},
		{
			"FC without a port", map[string]string{"FC_FUNCTION_NAME": "orders", "FC_CUSTOM_LISTEN_PORT": "65536"},
			place{}, `FC_CUSTOM_LISTEN_PORT must be a port, 0-65535, got "65536"`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := placeOf(func(name string) (string, bool) { value, set := test.environment[name]; return value, set })
			if test.err != "" {
				if err == nil || err.Error() != test.err {
					t.Errorf("got %v, want %s", err, test.err)
				}
				return
			}
			if err != nil || got != test.want {
				t.Errorf("got %+v, %v\nwant %+v", got, err, test.want)
			}
		})
	}
}
