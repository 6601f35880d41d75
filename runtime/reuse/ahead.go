package reuse

import (
	"context"
	"fmt"
	"os"
	"reflect"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// aheadTime bounds an eager build, so that one that hangs does not use up the platform's time for the init.
const aheadTime = 10 * time.Second

// onAhead has the value built ahead of the first call where there is time for it.
func (v *Value[T]) onAhead() {
	// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
	if os.Getenv("AWS_LAMBDA_INITIALIZATION_TYPE") == "provisioned-concurrency" {
		lifecycle.OnInit(func(ctx context.Context) error {
			v.buildAhead(ctx)
			return nil
		})
	}
	// Function Compute does not tell an instance that it is ahead of its calls, but whoever asks for an initializer has it
	// prepare for them: https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/function-instance-lifecycle
	lifecycle.OnInitialize(v.buildAhead)
}

// buildAhead builds the value during the init. What fails here must not end the instance, for it may work in a moment.
func (v *Value[T]) buildAhead(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, aheadTime)
	defer cancel()
	defer func() {
		if value := recover(); value != nil {
			v.logAhead(value)
		}
	}()
	if _, err := v.Get(ctx); err != nil {
		v.logAhead(err)
	}
}

func (v *Value[T]) logAhead(failure any) {
	fmt.Fprintf(os.Stderr, "reuse: a %s could not be built before the first call, which tries again: %v\n", v.name(), failure)
}

func (v *Value[T]) name() string { return reflect.TypeFor[T]().String() }
