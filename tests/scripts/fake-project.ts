import { cpSync } from "node:fs";
import { Sandbox, scripts } from "./sandbox.js";

/** A project with our scripts, a Pulumi that only writes down what it is asked, and a CLI that says what it was. */
export class FakeProject extends Sandbox {
  constructor() {
    super();
    beforeEach(() => {
      cpSync(scripts, this.path("scripts"), { recursive: true });
      this.write("dist/cli/main.js", 'console.log("goserverless", ...process.argv.slice(2));');
      for (const name of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) this.fake(name, "");
      this.fakePulumi();
    });
  }

  /** `answers` are cases of a shell `case` over the first two arguments. */
  fakePulumi(answers = ""): void {
    this.fake(
      "pulumi",
      `stacks=.goserverless/state/.pulumi/stacks/goserverless
       [ "$1" = version ] && echo v3.300.0 && exit
       echo "pulumi $*" | tee -a calls >&2
       case "$1 $2" in
         ${answers}
         "stack select") mkdir -p $stacks; echo '{}' > $stacks/dev.json;;
         "stack output") echo '{ "functionName": "hello", "url": "http://127.0.0.1:4321/" }';;
         "stack history") echo '[{ "resourceChanges": { "same": 3 } }]';;
         "stack rm") rm $stacks/dev.json;;
       esac`,
    );
  }

  script(name: string, env: NodeJS.ProcessEnv = {}) {
    return this.run(`require("./scripts/${name}.js")`, env);
  }
}
