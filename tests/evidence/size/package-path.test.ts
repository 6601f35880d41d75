import assert from "node:assert/strict";
import { packagePathOf } from "../../../evidence/size/package-path.js";

describe("packagePathOf", () => {
  const paths: readonly (readonly [symbol: string, path: string | undefined])[] = [
    ["main.main", "main"],
    ["main.main.func1", "main"],
    ["fmt.Println", "fmt"],
    ["net/http.(*Server).Serve", "net/http"],
    ["net/http.(*Server).Serve.deferwrap1", "net/http"],
    ["net/http.init.0", "net/http"],
    ["net/http.glob..func3", "net/http"],
    ["net/http.http2ErrCode.String-fm", "net/http"],
    ["vendor/golang.org/x/net/idna.init", "vendor/golang.org/x/net/idna"],
    ["gopkg.in/yaml%2ev3.Unmarshal", "gopkg.in/yaml.v3"],
    ["gopkg.in/yaml%2ev3.(*Decoder).Decode", "gopkg.in/yaml.v3"],
    ["example.com/a%22b.F", 'example.com/a"b'],
    ["github.com/aws/aws-lambda-go/lambda.Start", "github.com/aws/aws-lambda-go/lambda"],
    ["slices.SortFunc[go.shape.[]example.com/shop/item.T,go.shape.struct { a/b.X }]", "slices"],
    ["example.com/a/b.(*Tree[go.shape.*example.com/c/d.Key]).Insert.func1", "example.com/a/b"],
    ["sync/atomic.(*Pointer[go.shape.struct { x/y.z int }]).Load", "sync/atomic"],
    ["type:.eq.net/http.http2FrameHeader", "net/http"],
    ["type:.hash.[4]net/netip.Addr", "net/netip"],
    ["type..eq.net/http.http2FrameHeader", "net/http"],
    ["type..hash.[2]*os.File", "os"],
    ["type:.eq.sync/atomic.Pointer[example.com/a/b.T]", "sync/atomic"],
    ["type:.eq.struct { runtime.gList; runtime.n int32 }", undefined],
    ["type:.eq.[6]string", undefined],
    ["go:buildid", undefined],
    ["go.buildid", undefined],
    ["go.(*struct { sync.Mutex; math/big.table [64]math/big.Word }).Lock", undefined],
    ["_rt0_amd64_linux", undefined],
    ["memeqbody", undefined],
    ["x_cgo_init", undefined],
    ["", undefined],
    [".", undefined],
    ["example.com/", undefined],
  ];
  for (const [symbol, path] of paths) {
    it(`finds ${path ?? "nothing"} in ${symbol || "no name"}`, () => {
      assert.equal(packagePathOf(symbol), path);
    });
  }
});
