//go:build goserverless.fc

package mode

import "errors"

// ErrLambdaLeftOut is what a program ends with that runs where it was not built for.
var ErrLambdaLeftOut = errors.New("this program was built with the tag goserverless.fc, which leaves AWS Lambda out")

func serveLambda(Handler) error { return ErrLambdaLeftOut }
