// Makes the four objects of a service so many times in one chart, in the JavaScript that cdk8s is
// written in: `node services.js 25`, with its packages in NODE_PATH.
const { App, ApiObject, Chart, Duration, Size, Yaml } = require("cdk8s");
const kplus = require("cdk8s-plus-27");
const { Construct } = require("constructs");

function probe() {
  return kplus.Probe.fromHttpGet("/health", {
    periodSeconds: Duration.seconds(5),
    timeoutSeconds: Duration.seconds(2),
    failureThreshold: 3,
  });
}

function service(scope) {
  new kplus.ServiceAccount(scope, "account", { automountToken: false });
  const names = [...Array(6).keys()];
  const deployment = new kplus.Deployment(scope, "backend", {
    containers: [
      {
        image: "todo-backend:latest",
        portNumber: 8000,
        startup: probe(),
        liveness: probe(),
        readiness: probe(),
        envVariables: Object.fromEntries(names.map((n) => [`V${n}`, kplus.EnvValue.fromValue("x")])),
        resources: {
          cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.millis(500) },
          memory: { request: Size.mebibytes(256), limit: Size.mebibytes(512) },
        },
      },
    ],
  });
  const volume = kplus.Volume.fromEmptyDir(scope, "tmp", "tmp", { sizeLimit: Size.mebibytes(64) });
  deployment.containers[0].mount("/tmp", volume);
  deployment.exposeViaService();
  new ApiObject(scope, "budget", { apiVersion: "policy/v1", kind: "PodDisruptionBudget" });
}

const count = Number(process.argv[2]);
const chart = new Chart(new App(), "services");
for (let number = 0; number < count; number++) {
  service(new Construct(chart, `s${number}`));
}
const objects = chart.toJson();
if (objects.length !== 4 * count) {
  throw new Error(`${objects.length} objects`);
}
Yaml.stringify(...objects);
