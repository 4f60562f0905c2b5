module todo-k8s/tools/definitions

go 1.25.6

// Only the definitions of custom resources in these modules are read; nothing of them is built.
require (
	github.com/argoproj/argo-cd/v3 v3.1.0
	github.com/bitnami-labs/sealed-secrets v0.29.0
	github.com/external-secrets/external-secrets v1.3.2
	github.com/fluxcd/helm-controller v1.4.0
	github.com/fluxcd/kustomize-controller v1.7.3
	github.com/fluxcd/source-controller v1.7.0
	github.com/kedacore/keda/v2 v2.16.1
	github.com/prometheus-operator/prometheus-operator v0.85.0
	github.com/traefik/traefik/v3 v3.6.12
	sigs.k8s.io/gateway-api v1.4.1
)
