//go:build goserverless.fc

package mode

import "errors"

func serveLambda(Handler) error {
	return errors.New("this program was built with the tag goserverless.fc, which leaves AWS Lambda out")
}
