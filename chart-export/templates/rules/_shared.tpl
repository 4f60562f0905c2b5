{{- /* Rules of sections that are alike: each stands here once, for all of them. */}}

{{- define "todo-chatbot.rules.envSource" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (kindIs "invalid" $given.secretKeyRef) }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" $given.secretKeyRef.name) }}
{{- $faults = append $faults (printf "%s.secretKeyRef.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $given.secretKeyRef.key) }}
{{- $faults = append $faults (printf "%s.secretKeyRef.key: must be the name of a key in the Secret, not the secret itself" $path) }}
{{- end }}
{{- end }}
{{- if not (kindIs "invalid" $given.configMapKeyRef) }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" $given.configMapKeyRef.name) }}
{{- $faults = append $faults (printf "%s.configMapKeyRef.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $given.configMapKeyRef.key) }}
{{- $faults = append $faults (printf "%s.configMapKeyRef.key: must be the name of a key in the Secret, not the secret itself" $path) }}
{{- end }}
{{- end }}
{{- if not (eq (add (ternary 1 0 (not (kindIs "invalid" $given.secretKeyRef)) | int64) (ternary 1 0 (not (kindIs "invalid" $given.configMapKeyRef)) | int64) (ternary 1 0 (not (empty (dig "fieldRef" dict $given))) | int64) (ternary 1 0 (not (empty (dig "resourceFieldRef" dict $given))) | int64) (ternary 1 0 (not (empty (dig "fileKeyRef" dict $given))) | int64)) 1) }}
{{- $faults = append $faults (printf "%s: must have exactly one source; set one of secretKeyRef, configMapKeyRef, fieldRef, resourceFieldRef and fileKeyRef" $path) }}
{{- end }}
{{- if and (dig "fieldRef" dict $given) (not (regexMatch "\"fieldPath\":\"(metadata\\.(name|namespace|uid|(labels|annotations)\\['([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?'\\])|spec\\.(nodeName|serviceAccountName)|status\\.(hostIPs?|podIPs?))\"" (dig "fieldRef" dict $given | toJson))) }}
{{- $faults = append $faults (printf "%s.fieldRef.fieldPath: must be a field that a variable can have: metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'], metadata.annotations['KEY'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or status.podIPs" $path) }}
{{- end }}
{{- if and (dig "resourceFieldRef" dict $given) (not (regexMatch "\"resource\":\"(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-[^\"]+)\"" (dig "resourceFieldRef" dict $given | toJson))) }}
{{- $faults = append $faults (printf "%s.resourceFieldRef.resource: must be limits or requests, a dot, and cpu, memory, ephemeral-storage or hugepages-SIZE, as in limits.memory" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.image" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9.-]+(:[0-9]{1,5})?)?)\\z" (dig "registry" "" $given)) }}
{{- $faults = append $faults (printf "%s.registry: must be a host, perhaps with a port; credentials belong in imagePullSecrets" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.image2" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?)\\z" (dig "tag" "" $given)) }}
{{- $faults = append $faults (printf "%s.tag: must be a tag: at most 128 letters, digits, '_', '.' and '-'" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(sha256:[a-f0-9]{64})?)\\z" (dig "digest" "" $given)) }}
{{- $faults = append $faults (printf "%s.digest: must be sha256: and 64 hexadecimal digits" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.podSecurityContext" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $item := dig "sysctls" dict $given }}
{{- if not (regexMatch "\\A(?:[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*)\\z" $key) }}
{{- $faults = append $faults (printf "%s.sysctls.%s: must be the name of a kernel setting, such as net.core.somaxconn" $path $key) }}
{{- end }}
{{- end }}
{{- if and (not (kindIs "invalid" $given.runAsUser)) (not $given.runAsUser) }}
{{- $faults = append $faults (printf "%s.runAsUser: is root; set it to null and allowRoot to true, for the image's user" $path) }}
{{- end }}
{{- if and (dig "seccompProfile" dict $given) (not (regexMatch "^\\{(\"type\":\"(RuntimeDefault|Unconfined)\"|\"localhostProfile\":\"[^\"/][^\"]*\",\"type\":\"Localhost\")\\}$" (dig "seccompProfile" dict $given | toJson))) }}
{{- $faults = append $faults (printf "%s.seccompProfile: must be {type: RuntimeDefault}, {type: Unconfined}, or {type: Localhost, localhostProfile: profiles/todo.json}" $path) }}
{{- end }}
{{- if and (dig "appArmorProfile" dict $given) (not (regexMatch "^\\{(\"type\":\"(RuntimeDefault|Unconfined)\"|\"localhostProfile\":\"[^\"]+\",\"type\":\"Localhost\")\\}$" (dig "appArmorProfile" dict $given | toJson))) }}
{{- $faults = append $faults (printf "%s.appArmorProfile: must be {type: RuntimeDefault}, {type: Unconfined}, or {type: Localhost, localhostProfile: todo}" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.probe" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and $given.path (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.path)) }}
{{- $faults = append $faults (printf "%s.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- range $key, $item := dig "headers" dict $given }}
{{- if not (regexMatch "\\A(?:[-A-Za-z0-9]{1,100})\\z" $key) }}
{{- $faults = append $faults (printf "%s.headers.%s: must be the name of a header, such as X-Probe: letters, digits and dashes" $path $key) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.resources" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $item := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.requests.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.requests.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $key, $item := include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.limits.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.limits.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $resource, $request := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (hasKey (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource) (not (le (include "todo-chatbot.functions.quantity" (dict "text" $request) | float64) (include "todo-chatbot.functions.quantity" (dict "text" (get (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) | float64))) }}
{{- $faults = append $faults (printf "%s.requests.%s: is more than limits.%s; lower it, or raise the limit" $path $resource $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (not (regexMatch "^(hugepages-.*|.*/.*)$" $resource)) }}
{{- $faults = append $faults (printf "%s.requests.%s: is not a resource of Kubernetes; use cpu, memory, ephemeral-storage, or the full name of a device, such as nvidia.com/gpu" $path $resource) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage|hugepages-.*)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $amount) (regexMatch "[1-9]" $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $resource ($amount | trimSuffix "m")) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage|hugepages-.*)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?$" $amount) (regexMatch "[1-9]" $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: is less than 1 MB, as a number without a unit is one of bytes; did you mean %sMi?" $path $resource $amount) }}
{{- end }}
{{- if and (eq $resource "cpu") (regexMatch "([KMGTPE]i|[kMGTPE])$" $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: has a unit of memory, and would be thousands of processors; did you mean %s?" $path $resource (regexReplaceAllLiteral "([KMGTPE]i|[kMGTPE])$" $amount "m")) }}
{{- end }}
{{- if and (and (regexMatch "/" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource))) (regexMatch "m$|\\." $amount) }}
{{- $faults = append $faults (printf "%s.requests.%s: must be a whole number of devices" $path $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $amount := include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml }}
{{- if and (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (not (regexMatch "^(hugepages-.*|.*/.*)$" $resource)) }}
{{- $faults = append $faults (printf "%s.limits.%s: is not a resource of Kubernetes; use cpu, memory, ephemeral-storage, or the full name of a device, such as nvidia.com/gpu" $path $resource) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage|hugepages-.*)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $amount) (regexMatch "[1-9]" $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $resource ($amount | trimSuffix "m")) }}
{{- end }}
{{- if and (regexMatch "^(memory|ephemeral-storage|hugepages-.*)$" $resource) (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?$" $amount) (regexMatch "[1-9]" $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: is less than 1 MB, as a number without a unit is one of bytes; did you mean %sMi?" $path $resource $amount) }}
{{- end }}
{{- if and (eq $resource "cpu") (regexMatch "([KMGTPE]i|[kMGTPE])$" $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: has a unit of memory, and would be thousands of processors; did you mean %s?" $path $resource (regexReplaceAllLiteral "([KMGTPE]i|[kMGTPE])$" $amount "m")) }}
{{- end }}
{{- if and (and (regexMatch "/" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource))) (regexMatch "m$|\\." $amount) }}
{{- $faults = append $faults (printf "%s.limits.%s: must be a whole number of devices" $path $resource) }}
{{- end }}
{{- end }}
{{- range $resource, $request := include "todo-chatbot.given.requests" (dict "given" $given) | fromYaml }}
{{- if and (regexMatch "^(hugepages-.*|.*/.*)$" $resource) (not (regexMatch "^((.*\\.)?kubernetes\\.io/.*|cpu|memory|ephemeral-storage)$" $resource)) (or (not (hasKey (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) (not (le (include "todo-chatbot.functions.quantity" (dict "text" (get (include "todo-chatbot.given.limits" (dict "given" $given) | fromYaml) $resource)) | float64) (include "todo-chatbot.functions.quantity" (dict "text" $request) | float64)))) }}
{{- $faults = append $faults (printf "%s.requests.%s: must equal limits.%s, as Kubernetes does not share it; set both" $path $resource $resource) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.routeTimeouts" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:(([0-9]{1,5}(h|m|s|ms)){1,4})?)\\z" (dig "request" "" $given)) }}
{{- $faults = append $faults (printf "%s.request: must be a duration, such as 30s, 5m or 1h30m; not 1.5h" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(([0-9]{1,5}(h|m|s|ms)){1,4})?)\\z" (dig "backendRequest" "" $given)) }}
{{- $faults = append $faults (printf "%s.backendRequest: must be a duration, such as 30s, 5m or 1h30m; not 1.5h" $path) }}
{{- end }}
{{- if and (not (eq (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "request" "" $given)) | int64) 0)) (gt (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "backendRequest" "" $given)) | int64) (include "todo-chatbot.functions.milliseconds" (dict "duration" (dig "request" "" $given)) | int64)) }}
{{- $faults = append $faults (printf "%s.backendRequest: %s is longer than request (%s); lower it, or raise request (0s for no limit)" $path (dig "backendRequest" "" $given) (dig "request" "" $given)) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.secretFiles" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" (dig "secret" "" $given)) }}
{{- $faults = append $faults (printf "%s.secret: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $index, $item := dig "keys" list $given }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $item) }}
{{- $faults = append $faults (printf "%s.keys[%d]: must be the name of a key in the Secret, not the secret itself" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- if and (not $given.secret) (not $given.keys) }}
{{- $faults = append $faults (printf "%s.keys: must name the keys of the chart's Secret that it needs; set it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.service" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:([a-z]([-a-z0-9]{0,61}[a-z0-9])?)?)\\z" (dig "alias" "" $given)) }}
{{- $faults = append $faults (printf "%s.alias: must be at most 63 lower-case letters, digits and dashes, and start with a letter" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" (dig "appProtocol" "" $given)) }}
{{- $faults = append $faults (printf "%s.appProtocol: must be a protocol such as grpc, or with a domain, such as kubernetes.io/h2c" $path) }}
{{- end }}
{{- range $key, $item := dig "annotations" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.annotations.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.servicePath" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:/[!-~]*)\\z" $given.path) }}
{{- $faults = append $faults (printf "%s.path: must be a path in ASCII that starts with /, such as /ws" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z]([-a-z0-9]{0,13}[a-z0-9])?)?)\\z" (dig "port" "" $given)) }}
{{- $faults = append $faults (printf "%s.port: must be the name of a port: at most 15 lower-case letters, digits and dashes" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(/[-A-Za-z0-9._~]+)*/?)\\z" (dig "rewrite" "" $given)) }}
{{- $faults = append $faults (printf "%s.rewrite: must be / or a path of letters, digits and -._~, such as /v1" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.servicePath2" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and (not (eq (dig "type" "Prefix" $given) "ImplementationSpecific")) (not (contains "*" $given.path)) (not (regexMatch "^(/|(/(\\.*([-A-Za-z0-9_~!$&'()+,;=:@]|%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Ea-e]))(([-A-Za-z0-9_~!$&'()+,;=:@]|%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Ea-e]))|\\.)*|\\.{3,}))+/?)$" $given.path)) }}
{{- $faults = append $faults (printf "%s.path: must be a path such as /ws: without //, /./, /../, %%2F and what no URL has; correct it, or set type to ImplementationSpecific" $path) }}
{{- end }}
{{- if and (not (eq (dig "type" "Prefix" $given) "ImplementationSpecific")) (contains "*" $given.path) }}
{{- $faults = append $faults (printf "%s.path: has a *, which would stand for itself; a prefix leads all paths below it, so leave it out, or set type to ImplementationSpecific" $path) }}
{{- end }}
{{- if and $given.rewrite (or (not (eq (dig "type" "Prefix" $given) "Prefix")) (not (regexMatch "^(/[-A-Za-z0-9._~]+)+/?$" $given.path))) }}
{{- $faults = append $faults (printf "%s.rewrite: replaces a prefix of letters, digits and -._~ only, and not / alone; set type to Prefix and correct path, or empty it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- $faults = concat $faults (include "todo-chatbot.rules.image" (dict "given" (dig "image" dict $given) "path" (printf "%s.image" $path)) | fromJsonArray) }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)\\z" $given.image.repository) }}
{{- $faults = append $faults (printf "%s.image.repository: %s" $path (ternary "has a tag; put what follows the colon into tag" (ternary "has a digest; put sha256:… into digest" "must be an image's name in lower case, without tag, digest and credentials" (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:[A-Za-z0-9_.-]+)?@sha256:[a-f0-9]+)\\z" $given.image.repository)) (regexMatch "\\A(?:([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*:[A-Za-z0-9_.-]+)\\z" $given.image.repository))) }}
{{- end }}
{{- $faults = concat $faults (include "todo-chatbot.rules.image2" (dict "given" (dig "image" dict $given) "path" (printf "%s.image" $path)) | fromJsonArray) }}
{{- if and (dig "image" "registry" "" $given) (not (eq ($given.image.repository | trimPrefix (printf "%s/" (dig "image" "registry" "" $given))) $given.image.repository)) }}
{{- $faults = append $faults (printf "%s.image.repository: starts with the registry, which registry names too; remove one of the two" $path) }}
{{- end }}
{{- range $key, $item := dig "envValueFrom" dict $given }}
{{- $faults = concat $faults (include "todo-chatbot.rules.envSource" (dict "given" $item "path" (printf "%s.envValueFrom.%s" $path $key)) | fromJsonArray) }}
{{- end }}
{{- range $key, $item := dig "secretFiles" dict $given }}
{{- $faults = concat $faults (include "todo-chatbot.rules.secretFiles" (dict "given" $item "path" (printf "%s.secretFiles.%s" $path $key)) | fromJsonArray) }}
{{- end }}
{{- $faults = concat $faults (include "todo-chatbot.rules.resources" (dict "given" (dig "resources" dict $given) "path" (printf "%s.resources" $path)) | fromJsonArray) }}
{{- $faults = concat $faults (include "todo-chatbot.rules.podSecurityContext" (dict "given" (dig "podSecurityContext" dict $given) "path" (printf "%s.podSecurityContext" $path)) | fromJsonArray) }}
{{- range $index, $capability := dig "securityContext" "addCapabilities" list $given }}
{{- if not (eq ($capability | trimPrefix "CAP_") $capability) }}
{{- $faults = append $faults (printf "%s.securityContext.addCapabilities[%d]: has a prefix that Kubernetes does not have; did you mean %s?" $path (int64 $index) ($capability | trimPrefix "CAP_")) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "topologySpread" "keys" (list "kubernetes.io/hostname" "topology.kubernetes.io/zone") $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.topologySpread.keys[%d]: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "topologySpread" "strictKeys" (list "kubernetes.io/hostname") $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.topologySpread.strictKeys[%d]: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $key := dig "topologySpread" "strictKeys" (list "kubernetes.io/hostname") $given }}
{{- if and (dig "topologySpread" "strict" false $given) (not (has $key (dig "topologySpread" "keys" (list "kubernetes.io/hostname" "topology.kubernetes.io/zone") $given))) }}
{{- $faults = append $faults (printf "%s.topologySpread.strictKeys[%d]: %s is not in keys, so strict has no effect on it; add it to keys, or set strictKeys to some of them" $path (int64 $index) $key) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?)\\z" (dig "serviceAccount" "name" "" $given)) }}
{{- $faults = append $faults (printf "%s.serviceAccount.name: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $key, $item := dig "serviceAccount" "annotations" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.serviceAccount.annotations.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "serviceAccount" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.serviceAccount.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- if and (not (dig "serviceAccount" "create" true $given)) (dig "serviceAccount" "annotations" dict $given) }}
{{- $faults = append $faults (printf "%s.serviceAccount.annotations: belong to a ServiceAccount that the chart makes, and create is false; set create to true, or annotate your own" $path) }}
{{- end }}
{{- range $key, $item := dig "metadata" "labels" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.metadata.labels.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.metadata.labels.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "metadata" "annotations" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.metadata.annotations.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "metadata" "labels" dict $given }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.metadata.labels.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "metadata" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.metadata.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- $faults = concat $faults (include "todo-chatbot.rules.service" (dict "given" (dig "service" dict $given) "path" (printf "%s.service" $path)) | fromJsonArray) }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload2" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- $faults = concat $faults (include "todo-chatbot.rules.probe" (dict "given" (dig "probes" "startup" dict $given) "path" (printf "%s.probes.startup" $path)) | fromJsonArray) }}
{{- $faults = concat $faults (include "todo-chatbot.rules.probe" (dict "given" (dig "probes" "liveness" dict $given) "path" (printf "%s.probes.liveness" $path)) | fromJsonArray) }}
{{- $faults = concat $faults (include "todo-chatbot.rules.probe" (dict "given" (dig "probes" "readiness" dict $given) "path" (printf "%s.probes.readiness" $path)) | fromJsonArray) }}
{{- if and ((dig "probes" dict $given).path) (not (regexMatch "\\A(?:/[-A-Za-z0-9._~!$&'()*+,;=:@%/]*)\\z" $given.probes.path)) }}
{{- $faults = append $faults (printf "%s.probes.path: must be a path in ASCII that starts with /, without a query" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(-0|[0-9]+|\"(0|[1-9][0-9]?|100)%\"))\\z" (dig "rollout" "maxSurge" "25%" $given | toJson)) }}
{{- $faults = append $faults (printf "%s.rollout.maxSurge: must be a whole number from 0 to 1000, or a percentage such as 25%%" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(-0|[0-9]+|\"(0|[1-9][0-9]?|100)%\"))\\z" (dig "rollout" "maxUnavailable" 0 $given | toJson)) }}
{{- $faults = append $faults (printf "%s.rollout.maxUnavailable: must be a whole number from 0 to 1000, or a percentage such as 25%%" $path) }}
{{- end }}
{{- if and (not (eq (dig "rollout" "strategy" "RollingUpdate" $given) "Recreate")) (regexMatch "^0%?$" (ternary (int64 (dig "rollout" "maxSurge" "25%" $given) | toString) (toString (dig "rollout" "maxSurge" "25%" $given)) (kindIs "float64" (dig "rollout" "maxSurge" "25%" $given)))) (regexMatch "^0%?$" (ternary (int64 (dig "rollout" "maxUnavailable" 0 $given) | toString) (toString (dig "rollout" "maxUnavailable" 0 $given)) (kindIs "float64" (dig "rollout" "maxUnavailable" 0 $given)))) }}
{{- $faults = append $faults (printf "%s.rollout.maxSurge: maxSurge and maxUnavailable are both 0, so no pod could move; set maxSurge to 1 or more, or to a percentage such as 25%%" $path) }}
{{- end }}
{{- $needed := add (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "rollout" "drainSeconds" 15 $given | int64) 2 }}
{{- if gt $needed (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64) }}
{{- $faults = append $faults (printf "%s.rollout.terminationGracePeriodSeconds: draining takes drainDelaySeconds + drainSeconds + 2 = %d + %d + 2 = %d s, more than terminationGracePeriodSeconds (%d); raise it, or lower one of the two" $path (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "rollout" "drainSeconds" 15 $given | int64) $needed (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- end }}
{{- if ge (dig "rollout" "minReadySeconds" 5 $given | int64) (dig "rollout" "progressDeadlineSeconds" 300 $given | int64) }}
{{- $faults = append $faults (printf "%s.rollout.minReadySeconds: minReadySeconds (%d) is not below progressDeadlineSeconds (%d), so no rollout could succeed; lower it, or raise progressDeadlineSeconds" $path (dig "rollout" "minReadySeconds" 5 $given | int64) (dig "rollout" "progressDeadlineSeconds" 300 $given | int64)) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?)\\z" (dig "persistence" "existingClaim" "" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.existingClaim: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(/[A-Za-z0-9._-]+)+)\\z" (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: must be the absolute path of a directory, such as /data" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" (dig "persistence" "size" "1Gi" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.size: %s" $path (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" (dig "persistence" "size" "1Gi" $given) "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" (dig "persistence" "size" "1Gi" $given)))) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(-|[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?)\\z" (dig "persistence" "storageClass" "" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.storageClass: must be the name of a StorageClass, - for none, or empty for the cluster's default" $path) }}
{{- end }}
{{- range $key, $item := dig "persistence" "annotations" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.persistence.annotations.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "persistence" "labels" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.persistence.labels.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.persistence.labels.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "persistence" "annotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.persistence.annotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "persistence" "labels" dict $given }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.persistence.labels.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "persistence" "claimSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(dataSource|dataSourceRef|selector|volumeAttributesClassName|volumeName)$" $field) }}
{{- $faults = append $faults (printf "%s.persistence.claimSpec.%s: is %s" $path $field (get (dict "accessModes" "set by accessModes; set that" "resources" "set by size; set that" "storageClassName" "set by storageClass; set that" "volumeMode" "for a container that mounts files; remove it") $field | default "no field of a PersistentVolumeClaimSpec in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- if and (dig "persistence" "existingClaim" "" $given) (dig "persistence" "claimSpec" dict $given) }}
{{- $faults = append $faults (printf "%s.persistence.claimSpec: is for a claim that is created; remove it, or existingClaim" $path) }}
{{- end }}
{{- if regexMatch "^/(proc|sys|dev)(/|$)" (dig "persistence" "mountPath" "/data" $given) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is a directory of the kernel's, where no disk can be; choose another, such as /data" $path) }}
{{- end }}
{{- if not (regexMatch "[1-9]" (dig "persistence" "size" "1Gi" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.size: must be more than 0, as Kubernetes refuses a claim of nothing; set it, as in 1Gi" $path) }}
{{- end }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" (dig "persistence" "size" "1Gi" $given)) (regexMatch "[1-9]" (dig "persistence" "size" "1Gi" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.size: is less than 1 kB, as m is a thousandth; did you mean %sGi?" $path (dig "persistence" "size" "1Gi" $given | trimSuffix "m")) }}
{{- end }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?$" (dig "persistence" "size" "1Gi" $given)) (regexMatch "[1-9]" (dig "persistence" "size" "1Gi" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.size: is less than 1 MB, as a number without a unit is one of bytes; did you mean %sGi?" $path (dig "persistence" "size" "1Gi" $given)) }}
{{- end }}
{{- if and (has "ReadWriteOncePod" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given)) (gt (len (dig "persistence" "accessModes" (list "ReadWriteOnce") $given) | int64) 1) }}
{{- $faults = append $faults (printf "%s.persistence.accessModes: ReadWriteOncePod goes with no other mode; remove the others" $path) }}
{{- end }}
{{- range $index, $metric := dig "autoscaling" "metrics" list $given }}
{{- if or (not (regexMatch "^\\{\"(containerResource\":\\{.*\"target\":\\{.*\\},\"type\":\"ContainerResource|resource\":\\{.*\"target\":\\{.*\\},\"type\":\"Resource|external\":\\{.*\"metric\":\\{.*\"target\":\\{.*\\},\"type\":\"External|object\":\\{.*\"metric\":\\{.*\"target\":\\{.*\\},\"type\":\"Object|pods\":\\{.*\"metric\":\\{.*\"target\":\\{.*\\},\"type\":\"Pods)\"\\}$" ($metric | toJson))) (regexMatch "\"target(Average(Utilization|Value)|Value)\":" ($metric | toJson)) }}
{{- $faults = append $faults (printf "%s.autoscaling.metrics[%d]: must have the one source that its type names, with a target in it, as in {type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}}; targetAverageValue and its like went with autoscaling/v2beta1" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- if and (not (dig "autoscaling" "external" false $given)) (lt (dig "autoscaling" "minReplicas" 2 $given | int64) 1) }}
{{- $faults = append $faults (printf "%s.autoscaling.minReplicas: must be at least 1; only where another program scales (external) may it be 0" $path) }}
{{- end }}
{{- if gt (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "autoscaling" "maxReplicas" 5 $given | int64) }}
{{- $faults = append $faults (printf "%s.autoscaling.minReplicas: minReplicas (%d) is more than maxReplicas (%d); raise maxReplicas, or lower minReplicas" $path (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "autoscaling" "maxReplicas" 5 $given | int64)) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload3" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if not (regexMatch "\\A(?:(-0|[0-9]+|\"(0|[1-9][0-9]?|100)%\"))\\z" (dig "podDisruptionBudget" "maxUnavailable" 1 $given | toJson)) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.maxUnavailable: must be a whole number from 0 to 1000, or a percentage such as 25%%" $path) }}
{{- end }}
{{- if not (regexMatch "\\A(?:(-0|[0-9]+|\"(0|[1-9][0-9]?|100)%\"))\\z" (dig "podDisruptionBudget" "minAvailable" 0 $given | toJson)) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.minAvailable: must be a whole number from 0 to 1000, or a percentage such as 25%%" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload4" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $item := dig "env" dict $given }}
{{- if not (regexMatch "\\A(?:([-_A-Za-z]|\\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253})\\z" $key) }}
{{- $faults = append $faults (printf "%s.env.%s: must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if not (regexMatch "\\A(?:([-_A-Za-z]|\\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253})\\z" $key) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[-._a-zA-Z0-9]{1,253})\\z" $item) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: must be the name of a key in the Secret, not the secret itself" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "envValueFrom" dict $given }}
{{- if not (regexMatch "\\A(?:([-_A-Za-z]|\\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253})\\z" $key) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "configMapEnv" dict $given }}
{{- if not (regexMatch "\\A(?:([-_A-Za-z]|\\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253})\\z" $key) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start" $path $key) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "allowPlainEnv" list $given }}
{{- if not (regexMatch "\\A(?:([-_A-Za-z]|\\.[-_A-Za-z0-9])[-._A-Za-z0-9]{0,253})\\z" $item) }}
{{- $faults = append $faults (printf "%s.allowPlainEnv[%d]: must be the name of a variable: letters, digits, '_', '-' and '.', no digit at the start" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "secretFiles" dict $given }}
{{- if not (regexMatch "\\A(?:(/[A-Za-z0-9._-]+)+)\\z" $key) }}
{{- $faults = append $faults (printf "%s.secretFiles.%s: %s" $path $key (ternary (printf "must be an absolute path; did you mean /%s?" (regexReplaceAllLiteral "^[.]?/|/$" $key "")) "must be the absolute path of a directory, such as /data" (regexMatch "\\A(?:\\.?/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?)\\z" $key))) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "writablePaths" dict $given }}
{{- if not (regexMatch "\\A(?:(/[A-Za-z0-9._-]+)+)\\z" $key) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: %s" $path $key (ternary (printf "must be an absolute path; did you mean /%s?" (regexReplaceAllLiteral "^[.]?/|/$" $key "")) "must be the absolute path of a directory, such as /data" (regexMatch "\\A(?:\\.?/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?)\\z" $key))) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "nodeSelector" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.nodeSelector.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.nodeSelector.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?)\\z" (dig "priorityClassName" "" $given)) }}
{{- $faults = append $faults (printf "%s.priorityClassName: must be the name of an object: lower-case letters, digits, dashes and dots" $path) }}
{{- end }}
{{- range $key, $item := dig "podAnnotations" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.podAnnotations.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "podLabels" dict $given }}
{{- if not (regexMatch "\\A(?:([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.podLabels.%s: must be a name such as tier or example.com/tier: at most 63 letters, digits, '-', '_' and '.' behind the slash, a letter or digit at both ends" $path $key) }}
{{- end }}
{{- if not (regexMatch "\\A(?:([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.podLabels.%s: must be at most 63 letters, digits, '-', '_' and '.', a letter or digit at both ends" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "extraPorts" dict $given }}
{{- if not (regexMatch "\\A(?:[a-z]([-a-z0-9]{0,13}[a-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: %s" $path $key (ternary (printf "must be in lower case, with dashes; did you mean %s?" (regexReplaceAllLiteral "[_. ]" $key "-" | lower)) "must be at most 15 lower-case letters, digits and dashes, and start with a letter" (regexMatch "\\A(?:[A-Za-z]([-_. A-Za-z0-9]{0,13}[A-Za-z0-9])?)\\z" $key))) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "udpPorts" dict $given }}
{{- if not (regexMatch "\\A(?:[a-z]([-a-z0-9]{0,13}[a-z0-9])?)\\z" $key) }}
{{- $faults = append $faults (printf "%s.udpPorts.%s: %s" $path $key (ternary (printf "must be in lower case, with dashes; did you mean %s?" (regexReplaceAllLiteral "[_. ]" $key "-" | lower)) "must be at most 15 lower-case letters, digits and dashes, and start with a letter" (regexMatch "\\A(?:[A-Za-z]([-_. A-Za-z0-9]{0,13}[A-Za-z0-9])?)\\z" $key))) }}
{{- end }}
{{- end }}
{{- range $key, $item := dig "seededPaths" dict $given }}
{{- if not (regexMatch "\\A(?:(/[A-Za-z0-9._-]+)+)\\z" $key) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: %s" $path $key (ternary (printf "must be an absolute path; did you mean /%s?" (regexReplaceAllLiteral "^[.]?/|/$" $key "")) "must be the absolute path of a directory, such as /data" (regexMatch "\\A(?:\\.?/?[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/?)\\z" $key))) }}
{{- end }}
{{- if not (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?(m|[kMGTPE]|[KMGTPE]i)?)\\z" $item) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: %s" $path $key (ternary (printf "is no quantity; did you mean %s?" (regexReplaceAllLiteral "i?[Bb]" $item "i")) "must be a Kubernetes quantity, such as 250m or 256Mi" (regexMatch "\\A(?:[0-9]{1,15}(\\.[0-9]{1,9})?[KMGTPE]i?[Bb])\\z" $item))) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload5" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- range $key, $_ := dig "podAnnotations" dict $given }}
{{- if regexMatch "^(checksum|(meta\\.)?helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.podAnnotations.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $key, $_ := dig "podLabels" dict $given }}
{{- if regexMatch "^(app\\.kubernetes\\.io|helm\\.sh)/" $key }}
{{- $faults = append $faults (printf "%s.podLabels.%s: is set by the chart itself; remove it" $path $key) }}
{{- end }}
{{- end }}
{{- range $index, $source := dig "extraEnvFrom" list $given }}
{{- if not (regexMatch "^\\{(\"configMapRef\":\\{\"name\":\"[^\"]+\"(,\"optional\":(true|false))?\\}(,\"prefix\":\"[^\"]*\")?|(\"prefix\":\"[^\"]*\",)?\"secretRef\":\\{\"name\":\"[^\"]+\"(,\"optional\":(true|false))?\\})\\}$" ($source | toJson)) }}
{{- $faults = append $faults (printf "%s.extraEnvFrom[%d]: must be one ConfigMap or Secret by its name, as in {secretRef: {name: more}}, and may have a prefix" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.env.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if regexMatch "^NEXT_PUBLIC_" $name }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: has no effect at run time, as Next.js reads it when the image is built; remove it" $path $name) }}
{{- end }}
{{- end }}
{{- range $variable, $value := dig "env" dict $given }}
{{- if and (contains "$(" $value) (contains (printf "$(%s)" $variable) (join " " (include "todo-chatbot.join.env8" (dict "given" $given) | fromYamlArray))) }}
{{- $faults = append $faults (printf "%s.env.%s: is referred to over more than 2 variables with references, or in a circle of them, which Kubernetes would not replace; write its value into those that refer to it" $path $variable) }}
{{- end }}
{{- end }}
{{- range $name, $value := dig "env" dict $given }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower)) (not (regexMatch "\\A(\\$\\([-A-Za-z0-9_.]+\\))*\\z" $value)) }}
{{- $faults = append $faults (printf "%s.env.%s: has the name of a credential, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (not (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower))) (regexMatch "://[^\\t-\\r /?#:]*:(\\$\\([-A-Za-z0-9_.]+\\))*(([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])[^\\t-\\r @/?#]*|[0-9]*([^\\t-\\r @/?#$0-9]|\\$[^\\t-\\r @(])[^\\t-\\r @]*)@|(^|[-._?&;,\\t-\\r ])([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)[\\t ]*=[\\t ]*(\\$\\([-A-Za-z0-9_.]+\\))*([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----" $value) }}
{{- $faults = append $faults (printf "%s.env.%s: holds a password or a private key, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $value := dig "configMapEnv" dict $given }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower)) (not (regexMatch "\\A(\\$\\([-A-Za-z0-9_.]+\\))*\\z" $value)) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has the name of a credential, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- if and (not (has $name (dig "allowPlainEnv" list $given))) (not (regexMatch "(password|passwd|passphrase|(api|secret|access|private)key|clientsecret|(access|auth|api|refresh)token|secret_key_base)(_?[0-9]+)?\\z|(^|_)(key|token|secret|pass|pwd|pw|pat|credential|credentials|creds)(_?[0-9]+)?\\z" ($name | lower))) (regexMatch "://[^\\t-\\r /?#:]*:(\\$\\([-A-Za-z0-9_.]+\\))*(([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])[^\\t-\\r @/?#]*|[0-9]*([^\\t-\\r @/?#$0-9]|\\$[^\\t-\\r @(])[^\\t-\\r @]*)@|(^|[-._?&;,\\t-\\r ])([Pp]assword|PASSWORD|[Pp]asswd|PASSWD|[Pp]wd|PWD)[\\t ]*=[\\t ]*(\\$\\([-A-Za-z0-9_.]+\\))*([^\\t-\\r @/?#$]|\\$[^\\t-\\r @(])|-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----" $value) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: holds a password or a private key, and is plain text here; put it into the Secret and name its key in secretEnv; if it is no credential, list the variable in allowPlainEnv" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name }}
{{- $faults = append $faults (printf "%s.env.%s: is in secretEnv too; remove it here, or set secretEnv.%s to \"\"" $path $name $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if or (hasKey (dig "env" dict $given) $name) (hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: is in env or secretEnv too, which override it; remove one of the two" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if hasKey (include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml) $name }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is in secretEnv too; remove it here, or set secretEnv.%s to \"\"" $path $name $name) }}
{{- end }}
{{- if or (hasKey (dig "env" dict $given) $name) (hasKey (dig "configMapEnv" dict $given) $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is in env or configMapEnv too; remove one of the two" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "env" dict $given }}
{{- if hasKey (dict "fastapi PORT" "port" "gunicorn GUNICORN_CMD_ARGS" "port and rollout.drainSeconds" "nextjs PORT" "port" "uvicorn UVICORN_PORT" "port" "uvicorn UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN" "rollout.drainSeconds") (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.env.%s: is set by %s; remove it here, and set that" $path $name (get (dict "fastapi PORT" "port" "gunicorn GUNICORN_CMD_ARGS" "port and rollout.drainSeconds" "nextjs PORT" "port" "uvicorn UVICORN_PORT" "port" "uvicorn UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN" "rollout.drainSeconds") (printf "%s %s" (dig "preset" "none" $given) $name))) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.env.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := include "todo-chatbot.given.secretEnv" (dict "given" $given) | fromYaml }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.secretEnv.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "configMapEnv" dict $given }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.configMapEnv.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $_ := dig "envValueFrom" dict $given }}
{{- if regexMatch "^(uvicorn (UVICORN_HOST|UVICORN_TIMEOUT_KEEP_ALIVE|FORWARDED_ALLOW_IPS|UVICORN_PORT|UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN|UVICORN_WORKERS)|fastapi (FORWARDED_ALLOW_IPS|PORT|WEB_CONCURRENCY)|gunicorn (FORWARDED_ALLOW_IPS|GUNICORN_CMD_ARGS|WEB_CONCURRENCY|XDG_RUNTIME_DIR)|nextjs (HOSTNAME|KEEP_ALIVE_TIMEOUT|PORT))$" (printf "%s %s" (dig "preset" "none" $given) $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: is set by the preset %s; remove it here, or set preset to none" $path $name (dig "preset" "none" $given)) }}
{{- end }}
{{- if and (eq (dig "preset" "none" $given) "fastapi") (regexMatch "^UVICORN_" $name) }}
{{- $faults = append $faults (printf "%s.envValueFrom.%s: has no effect, as fastapi run reads no UVICORN_*; remove it, or set preset to uvicorn and command to uvicorn with its arguments" $path $name) }}
{{- end }}
{{- end }}
{{- range $path2, $_ := dig "secretFiles" dict $given }}
{{- if or (hasKey (dig "writablePaths" dict $given) $path2) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) $path2)) }}
{{- $faults = append $faults (printf "%s.secretFiles.%s: is a writable directory; choose another, such as /run/secrets/app" $path $path2) }}
{{- end }}
{{- range $path3 := keys (dig "secretFiles" dict $given) | sortAlpha }}
{{- if not (eq ($path3 | trimPrefix (printf "%s/" $path2)) $path3) }}
{{- $faults = append $faults (printf "%s.secretFiles.%s: lies in secretFiles.%s, where nothing can be mounted; choose another" $path $path3 $path2) }}
{{- end }}
{{- end }}
{{- range $path3 := keys (dig "writablePaths" dict $given) | sortAlpha }}
{{- if not (eq ($path3 | trimPrefix (printf "%s/" $path2)) $path3) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: lies in secretFiles.%s, where nothing can be mounted; choose another" $path $path3 $path2) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $path2, $size := dig "writablePaths" dict $given }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $size) (regexMatch "[1-9]" $size) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $path2 ($size | trimSuffix "m")) }}
{{- end }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?$" $size) (regexMatch "[1-9]" $size) }}
{{- $faults = append $faults (printf "%s.writablePaths.%s: is less than 1 MB, as a number without a unit is one of bytes; did you mean %sMi?" $path $path2 $size) }}
{{- end }}
{{- end }}
{{- range $index, $toleration := dig "tolerations" list $given }}
{{- range $name := keys $toleration | sortAlpha }}
{{- if not (regexMatch "^(effect|key|operator|tolerationSeconds|value)$" $name) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].%s: is no field of a toleration; check the spelling" $path (int64 $index) $name) }}
{{- end }}
{{- if and (and (regexMatch "^(effect|key|operator|tolerationSeconds|value)$" $name) (not (eq $name "tolerationSeconds"))) (not (contains (printf "\"%s\":\"" $name) ($toleration | toJson))) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].%s: must be a text; quote it" $path (int64 $index) $name) }}
{{- end }}
{{- end }}
{{- if not (regexMatch "^(NoSchedule|PreferNoSchedule|NoExecute)?$" (kindIs "string" (get $toleration "effect") | ternary (get $toleration "effect") "")) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].effect: must be NoSchedule, PreferNoSchedule or NoExecute, or left out for all" $path (int64 $index)) }}
{{- end }}
{{- if not (regexMatch "^(Equal|Exists|Lt|Gt)?$" (kindIs "string" (get $toleration "operator") | ternary (get $toleration "operator") "")) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].operator: must be Equal or Exists" $path (int64 $index)) }}
{{- end }}
{{- if and (not (kindIs "string" (get $toleration "key") | ternary (get $toleration "key") "")) (not (eq (kindIs "string" (get $toleration "operator") | ternary (get $toleration "operator") "") "Exists")) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].operator: must be Exists where there is no key; set it, or set the key of the taint" $path (int64 $index)) }}
{{- end }}
{{- if and (eq (kindIs "string" (get $toleration "operator") | ternary (get $toleration "operator") "") "Exists") (kindIs "string" (get $toleration "value") | ternary (get $toleration "value") "") }}
{{- $faults = append $faults (printf "%s.tolerations[%d].value: is refused beside the operator Exists; remove it, or set the operator to Equal" $path (int64 $index)) }}
{{- end }}
{{- if and (hasKey $toleration "tolerationSeconds") (not (eq (kindIs "string" (get $toleration "effect") | ternary (get $toleration "effect") "") "NoExecute")) }}
{{- $faults = append $faults (printf "%s.tolerations[%d].tolerationSeconds: counts for the effect NoExecute only; set that, or remove this" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $path2, $size := dig "seededPaths" dict $given }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?m$" $size) (regexMatch "[1-9]" $size) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: is less than 1 kB, as m is a thousandth; did you mean %sMi?" $path $path2 ($size | trimSuffix "m")) }}
{{- end }}
{{- if and (regexMatch "^[0-9]{1,6}(\\.[0-9]+)?$" $size) (regexMatch "[1-9]" $size) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: is less than 1 MB, as a number without a unit is one of bytes; did you mean %sMi?" $path $path2 $size) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "podSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(dnsConfig|dnsPolicy|evictionResponders|hostAliases|hostIPC|hostNetwork|hostPID|hostUsers|hostname|hostnameOverride|nodeName|os|overhead|preemptionPolicy|priority|readinessGates|resourceClaims|resources|runtimeClassName|schedulerName|schedulingGates|schedulingGroup|setHostnameAsFQDN|shareProcessNamespace|subdomain|workloadRef)$" $field) }}
{{- $faults = append $faults (printf "%s.podSpec.%s: is %s" $path $field (get (dict "activeDeadlineSeconds" "refused by Kubernetes in the pods of a Deployment; remove it" "affinity" "set by affinity; set that" "automountServiceAccountToken" "set by serviceAccount.automountToken; set that" "containers" "set by sidecars; set that" "enableServiceLinks" "set by the chart itself; remove it" "ephemeralContainers" "refused by Kubernetes in the pods of a Deployment; remove it" "imagePullSecrets" "set by the chart's imagePullSecrets; set that" "initContainers" "set by initContainers; set that" "nodeSelector" "set by nodeSelector; set that" "priorityClassName" "set by priorityClassName; set that" "restartPolicy" "set by the chart itself; remove it" "securityContext" "set by podSecurityContext; set that" "serviceAccount" "set by serviceAccount.name; set that" "serviceAccountName" "set by serviceAccount.name; set that" "terminationGracePeriodSeconds" "set by rollout.terminationGracePeriodSeconds; set that" "tolerations" "set by tolerations; set that" "topologySpreadConstraints" "set by topologySpread; set that" "volumes" "set by extraVolumes; set that") $field | default "no field of a PodSpec in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "containerSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(resizePolicy|restartPolicy|restartPolicyRules|stdin|stdinOnce|terminationMessagePath|terminationMessagePolicy|tty|volumeDevices|workingDir)$" $field) }}
{{- $faults = append $faults (printf "%s.containerSpec.%s: is %s" $path $field (get (dict "args" "set by args; set that" "command" "set by command; set that" "env" "set by env; set that" "envFrom" "set by extraEnvFrom; set that" "image" "set by image; set that" "imagePullPolicy" "set by image.pullPolicy; set that" "lifecycle" "set by lifecycle; set that" "livenessProbe" "set by probes.liveness; set that" "name" "set by the chart itself; remove it" "ports" "set by port; set that" "readinessProbe" "set by probes.readiness; set that" "resources" "set by resources; set that" "securityContext" "set by securityContext; set that" "startupProbe" "set by probes.startup; set that" "volumeMounts" "set by extraVolumeMounts; set that") $field | default "no field of a Container in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- range $field := keys (dig "deploymentSpec" dict $given) | sortAlpha }}
{{- if not (regexMatch "^(paused)$" $field) }}
{{- $faults = append $faults (printf "%s.deploymentSpec.%s: is %s" $path $field (get (dict "minReadySeconds" "set by rollout.minReadySeconds; set that" "progressDeadlineSeconds" "set by rollout.progressDeadlineSeconds; set that" "replicas" "set by replicaCount; set that" "revisionHistoryLimit" "set by rollout.revisionHistoryLimit; set that" "selector" "set by the chart itself; remove it" "strategy" "set by rollout.strategy; set that" "template" "set by podSpec; set that") $field | default "no field of a DeploymentSpec in Kubernetes 1.30 to 1.37; check the spelling, or remove it")) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload6" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and (hasKey (dig "containerSpec" dict $given) "restartPolicy") (not (hasKey (dig "containerSpec" dict $given) "restartPolicyRules")) }}
{{- $faults = append $faults (printf "%s.containerSpec.restartPolicy: is meant for the pod, where the chart sets it; remove it, or set restartPolicyRules beside it" $path) }}
{{- end }}
{{- $interval := max (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) }}
{{- $kill := max (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (add (min (dig "rollout" "drainDelaySeconds" 10 $given | int64) (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64)) 2) }}
{{- $total := add (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (mul (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) $interval) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) $kill (dig "rollout" "startSeconds" 3 $given | int64) }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (dig "probes" "restartBudgetSeconds" 30 $given) (gt $total (dig "probes" "restartBudgetSeconds" 30 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness: a hung process would be back after %d + %d·%d + %d + %d + %d = %d s, more than restartBudgetSeconds (%d); lower periodSeconds, failureThreshold, timeoutSeconds, terminationGracePeriodSeconds or rollout.startSeconds, or raise restartBudgetSeconds (0 for no limit)" $path (dig "probes" "liveness" "periodSeconds" 5 $given | int64) (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) $interval (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) $kill (dig "rollout" "startSeconds" 3 $given | int64) $total (dig "probes" "restartBudgetSeconds" 30 $given | int64)) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (gt (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.timeoutSeconds: timeoutSeconds (%d) is more than periodSeconds (%d); lower it, or raise periodSeconds" $path (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (lt (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 2) }}
{{- $faults = append $faults (printf "%s.probes.liveness.failureThreshold: one slow answer would restart the container; set failureThreshold to 2 or more" $path) }}
{{- end }}
{{- if and (dig "probes" "liveness" "enabled" true $given) (gt (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.terminationGracePeriodSeconds: terminationGracePeriodSeconds (%d) is more than rollout.terminationGracePeriodSeconds (%d); lower it, or raise that" $path (dig "probes" "liveness" "terminationGracePeriodSeconds" 5 $given | int64) (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- end }}
{{- $interval := max (dig "probes" "readiness" "periodSeconds" 5 $given | int64) (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) }}
{{- $untilUnready := add (mul (sub (dig "probes" "readiness" "failureThreshold" 2 $given | int64) 1) $interval) (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) }}
{{- $untilRestart := add (mul (sub (dig "probes" "liveness" "failureThreshold" 3 $given | int64) 1) (dig "probes" "liveness" "periodSeconds" 5 $given | int64)) (dig "probes" "liveness" "timeoutSeconds" 2 $given | int64) }}
{{- if and (dig "probes" "readiness" "enabled" true $given) (dig "probes" "liveness" "enabled" true $given) (ge $untilUnready $untilRestart) }}
{{- $faults = append $faults (printf "%s.probes.readiness: a pod would be unready after %d·%d + %d = %d s, not before its restart after %d s; lower failureThreshold, periodSeconds or timeoutSeconds, or raise those of probes.liveness" $path (sub (dig "probes" "readiness" "failureThreshold" 2 $given | int64) 1) $interval (dig "probes" "readiness" "timeoutSeconds" 2 $given | int64) $untilUnready $untilRestart) }}
{{- end }}
{{- $interval := max (dig "probes" "startup" "periodSeconds" 1 $given | int64) (dig "probes" "startup" "timeoutSeconds" 2 $given | int64) }}
{{- $longest := mul $interval (dig "probes" "startup" "failureThreshold" 120 $given | int64) }}
{{- $allowed := sub (dig "rollout" "progressDeadlineSeconds" 300 $given | int64) (dig "rollout" "minReadySeconds" 5 $given | int64) }}
{{- if and (dig "probes" "startup" "enabled" true $given) (gt $longest $allowed) }}
{{- $faults = append $faults (printf "%s.probes.startup: may take %d·%d = %d s, more than rollout.progressDeadlineSeconds - minReadySeconds (%d); lower failureThreshold, periodSeconds or timeoutSeconds, or raise progressDeadlineSeconds" $path $interval (dig "probes" "startup" "failureThreshold" 120 $given | int64) $longest $allowed) }}
{{- end }}
{{- if and (eq (dig "probes" "startup" "handler" "http" $given) "exec") (not (dig "probes" "startup" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.startup.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- if and (eq (dig "probes" "liveness" "handler" "http" $given) "exec") (not (dig "probes" "liveness" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.liveness.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- if and (eq (dig "probes" "readiness" "handler" "http" $given) "exec") (not (dig "probes" "readiness" "command" list $given)) }}
{{- $faults = append $faults (printf "%s.probes.readiness.command: the handler exec needs a command; set it" $path) }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload7" -}}
{{- $section := .section -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and (and (and $section.autoscaling.enabled (not $section.autoscaling.external)) $section.autoscaling.targetCPUUtilizationPercentage) (not (hasKey (include "todo-chatbot.section.resources.requests" (dict "section" $section) | fromYaml) "cpu")) }}
{{- $faults = append $faults (printf "%s.resources.requests.cpu: autoscaling looks at cpu in percent of the request, and there is none; set resources.requests.cpu" $path) }}
{{- end }}
{{- range $index, $item := $section.sidecars }}
{{- if and (and (and $section.autoscaling.enabled (not $section.autoscaling.external)) $section.autoscaling.targetCPUUtilizationPercentage) (not (regexMatch "\"(limits|requests)\":\\{[^{}]*\"cpu\":" ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].resources.requests.cpu: autoscaling looks at cpu in percent of the requests of all containers, and this one has none; set resources.requests.cpu" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := $section.initContainers }}
{{- if and (and (and (and $section.autoscaling.enabled (not $section.autoscaling.external)) $section.autoscaling.targetCPUUtilizationPercentage) (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (not (regexMatch "\"(limits|requests)\":\\{[^{}]*\"cpu\":" ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].resources.requests.cpu: autoscaling looks at cpu in percent of the requests of all containers, and this one has none; set resources.requests.cpu" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}

{{- define "todo-chatbot.rules.workload8" -}}
{{- $given := .given -}}
{{- $path := .path -}}
{{- $faults := list }}
{{- if and (and (and (dig "autoscaling" "enabled" false $given) (not (dig "autoscaling" "external" false $given))) ((dig "autoscaling" dict $given).targetMemoryUtilizationPercentage)) (not (hasKey (include "todo-chatbot.given.resources.requests" (dict "given" $given) | fromYaml) "memory")) }}
{{- $faults = append $faults (printf "%s.resources.requests.memory: autoscaling looks at memory in percent of the request, and there is none; set resources.requests.memory" $path) }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if and (and (and (dig "autoscaling" "enabled" false $given) (not (dig "autoscaling" "external" false $given))) ((dig "autoscaling" dict $given).targetMemoryUtilizationPercentage)) (not (regexMatch "\"(limits|requests)\":\\{[^{}]*\"memory\":" ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].resources.requests.memory: autoscaling looks at memory in percent of the requests of all containers, and this one has none; set resources.requests.memory" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if and (and (and (and (dig "autoscaling" "enabled" false $given) (not (dig "autoscaling" "external" false $given))) ((dig "autoscaling" dict $given).targetMemoryUtilizationPercentage)) (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (not (regexMatch "\"(limits|requests)\":\\{[^{}]*\"memory\":" ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].resources.requests.memory: autoscaling looks at memory in percent of the requests of all containers, and this one has none; set resources.requests.memory" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "maxReplicas" 5 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- if and (and (dig "persistence" "enabled" false $given) (and (not (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))) (not (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))))) (gt $pods 1) }}
{{- $faults = append $faults (printf "%s.persistence.accessModes: only one node can mount it by accessModes, and there may be %d pods; set replicaCount to 1 and autoscaling.enabled to false, or use ReadWriteMany" $path $pods) }}
{{- end }}
{{- if and (and (dig "persistence" "enabled" false $given) (and (not (has "ReadOnlyMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))) (not (has "ReadWriteMany" (dig "persistence" "accessModes" (list "ReadWriteOnce") $given))))) (and (not (eq (dig "rollout" "strategy" "RollingUpdate" $given) "Recreate")) (gt (ternary (mul 1 (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "rollout" "maxSurge" "25%" $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "rollout" "maxSurge" "25%" $given))) (kindIs "string" (dig "rollout" "maxSurge" "25%" $given))) 0)) }}
{{- $faults = append $faults (printf "%s.rollout.maxSurge: a new pod would wait for a disk that the old one has; set rollout.strategy to Recreate, or maxSurge to 0 and maxUnavailable to 1" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (hasKey (dig "writablePaths" dict $given) (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is in writablePaths too; remove it there, or choose another" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (hasKey (dig "secretFiles" dict $given) (dig "persistence" "mountPath" "/data" $given)) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is in secretFiles too; remove it there, or choose another" $path) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) (dig "persistence" "mountPath" "/data" $given))) }}
{{- $faults = append $faults (printf "%s.persistence.mountPath: is a writable path of the preset too; choose another" $path) }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if or (not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) (not (kindIs "string" (get $item "image") | ternary (get $item "image") "")) }}
{{- $faults = append $faults (printf "%s.initContainers[%d]: needs a name, of lower-case letters, digits and dashes, and an image" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- range $key := keys $item | sortAlpha }}
{{- if not (regexMatch "^(resizePolicy|restartPolicy|restartPolicyRules|stdin|stdinOnce|terminationMessagePath|terminationMessagePolicy|tty|volumeDevices|workingDir|args|command|env|envFrom|image|imagePullPolicy|lifecycle|livenessProbe|name|ports|readinessProbe|resources|securityContext|startupProbe|volumeMounts)$" $key) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].%s: is no field of a Container in Kubernetes 1.30 to 1.37; check the spelling, or remove it" $path (int64 $index) $key) }}
{{- end }}
{{- if and (regexMatch "^(args|command|env|envFrom|ports|resizePolicy|restartPolicyRules|volumeDevices|volumeMounts)$" $key) (not (contains (printf "\"%s\":[" $key) ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].%s: must be a list" $path (int64 $index) $key) }}
{{- end }}
{{- end }}
{{- if regexMatch "\"(args|command)\":\\[(\"([^\"\\\\]|\\\\.)*\",)*[^\\]\"]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.initContainers[%d]: has something in a command or in args that is no text; put it in quotes" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"name\":\"[^\"\\\\]*\",\"value\":[^\"]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.initContainers[%d]: has a variable, or a header, whose value is no text; put it in quotes" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"containerPort\":[^{}]*\"name\":\"([^\"]{16,}|[^\"]*[^-a-z0-9\"][^\"]*)\"" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].ports: has a port with a name of another form than at most 15 lower-case letters, digits and dashes; choose another" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if and (not (dig "podSecurityContext" "allowRoot" false $given)) (and (regexMatch "\"runAsUser\":0[,}]" ($item | toJson)) (not (contains "\"runAsNonRoot\":false" ($item | toJson)))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].securityContext.runAsUser: is root, and the kubelet starts no root container in a pod with runAsNonRoot; set runAsNonRoot to false beside it, or make volumes writable by podSecurityContext.fsGroup" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if regexMatch "\"(limits|requests)\":[{][^{}]*\"(memory|ephemeral-storage)\":\"?[1-9][0-9]{0,5}[\",}]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].resources: has less than 1 MB of memory or ephemeral-storage, as a number without a unit is one of bytes; add a unit, as in 256Mi" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"(limits|requests)\":[{][^{}]*\"cpu\":\"[0-9.]+[kKMGTPE]i?\"" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].resources: has a cpu with a unit of memory, which would be thousands of processors; use m, as in 250m, or no unit" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- range $other, $before := dig "initContainers" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].name: is initContainers[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if or (not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) (not (kindIs "string" (get $item "image") | ternary (get $item "image") "")) }}
{{- $faults = append $faults (printf "%s.sidecars[%d]: needs a name, of lower-case letters, digits and dashes, and an image" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- range $key := keys $item | sortAlpha }}
{{- if not (regexMatch "^(resizePolicy|restartPolicy|restartPolicyRules|stdin|stdinOnce|terminationMessagePath|terminationMessagePolicy|tty|volumeDevices|workingDir|args|command|env|envFrom|image|imagePullPolicy|lifecycle|livenessProbe|name|ports|readinessProbe|resources|securityContext|startupProbe|volumeMounts)$" $key) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].%s: is no field of a Container in Kubernetes 1.30 to 1.37; check the spelling, or remove it" $path (int64 $index) $key) }}
{{- end }}
{{- if and (regexMatch "^(args|command|env|envFrom|ports|resizePolicy|restartPolicyRules|volumeDevices|volumeMounts)$" $key) (not (contains (printf "\"%s\":[" $key) ($item | toJson))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].%s: must be a list" $path (int64 $index) $key) }}
{{- end }}
{{- end }}
{{- if regexMatch "\"(args|command)\":\\[(\"([^\"\\\\]|\\\\.)*\",)*[^\\]\"]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.sidecars[%d]: has something in a command or in args that is no text; put it in quotes" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"name\":\"[^\"\\\\]*\",\"value\":[^\"]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.sidecars[%d]: has a variable, or a header, whose value is no text; put it in quotes" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"containerPort\":[^{}]*\"name\":\"([^\"]{16,}|[^\"]*[^-a-z0-9\"][^\"]*)\"" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].ports: has a port with a name of another form than at most 15 lower-case letters, digits and dashes; choose another" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if and (not (dig "podSecurityContext" "allowRoot" false $given)) (and (regexMatch "\"runAsUser\":0[,}]" ($item | toJson)) (not (contains "\"runAsNonRoot\":false" ($item | toJson)))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].securityContext.runAsUser: is root, and the kubelet starts no root container in a pod with runAsNonRoot; set runAsNonRoot to false beside it, or make volumes writable by podSecurityContext.fsGroup" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if regexMatch "\"(limits|requests)\":[{][^{}]*\"(memory|ephemeral-storage)\":\"?[1-9][0-9]{0,5}[\",}]" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].resources: has less than 1 MB of memory or ephemeral-storage, as a number without a unit is one of bytes; add a unit, as in 256Mi" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"(limits|requests)\":[{][^{}]*\"cpu\":\"[0-9.]+[kKMGTPE]i?\"" ($item | toJson) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].resources: has a cpu with a unit of memory, which would be thousands of processors; use m, as in 250m, or no unit" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- range $other, $before := dig "sidecars" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].name: is sidecars[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- range $other, $before := dig "initContainers" list $given }}
{{- if and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") "")) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].name: is initContainers[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "sidecars" list $given }}
{{- if eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always" }}
{{- $faults = append $faults (printf "%s.sidecars[%d].restartPolicy: is for native sidecars, which Kubernetes has among the initContainers; move the container there, or remove this" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "initContainers" list $given }}
{{- if and (not (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (hasKey $item "lifecycle") }}
{{- $faults = append $faults (printf "%s.initContainers[%d].lifecycle: is refused by Kubernetes of a container that ends before the others start; set restartPolicy: Always if it runs beside them, or remove this" $path (int64 $index)) }}
{{- end }}
{{- if and (not (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (hasKey $item "livenessProbe") }}
{{- $faults = append $faults (printf "%s.initContainers[%d].livenessProbe: is refused by Kubernetes of a container that ends before the others start; set restartPolicy: Always if it runs beside them, or remove this" $path (int64 $index)) }}
{{- end }}
{{- if and (not (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (hasKey $item "readinessProbe") }}
{{- $faults = append $faults (printf "%s.initContainers[%d].readinessProbe: is refused by Kubernetes of a container that ends before the others start; set restartPolicy: Always if it runs beside them, or remove this" $path (int64 $index)) }}
{{- end }}
{{- if and (not (eq (kindIs "string" (get $item "restartPolicy") | ternary (get $item "restartPolicy") "") "Always")) (hasKey $item "startupProbe") }}
{{- $faults = append $faults (printf "%s.initContainers[%d].startupProbe: is refused by Kubernetes of a container that ends before the others start; set restartPolicy: Always if it runs beside them, or remove this" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $volume := dig "extraVolumes" list $given }}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" (kindIs "string" (get $volume "name") | ternary (get $volume "name") "")) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d]: needs a name, of lower-case letters, digits and dashes" $path (int64 $index)) }}
{{- end }}
{{- if and (dig "persistence" "enabled" false $given) (eq (kindIs "string" (get $volume "name") | ternary (get $volume "name") "") "persistent") }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].name: is the name of the volume of persistence; choose another" $path (int64 $index)) }}
{{- end }}
{{- if gt (len $volume | int64) 2 }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d]: has several sources; leave one" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"(awsElasticBlockStore|azureDisk|azureFile|cephfs|cinder|configMap|csi|downwardAPI|emptyDir|ephemeral|fc|flexVolume|flocker|gcePersistentDisk|gitRepo|glusterfs|hostPath|image|iscsi|nfs|persistentVolumeClaim|photonPersistentDisk|portworxVolume|projected|quobyte|rbd|scaleIO|secret|storageos|vsphereVolume)\":[^{]" ($volume | toJson) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d]: has a source that is no map; write one, as in {hostPath: {path: /data}}" $path (int64 $index)) }}
{{- end }}
{{- range $key := keys $volume | sortAlpha }}
{{- if not (regexMatch "^(name|awsElasticBlockStore|azureDisk|azureFile|cephfs|cinder|configMap|csi|downwardAPI|emptyDir|ephemeral|fc|flexVolume|flocker|gcePersistentDisk|gitRepo|glusterfs|hostPath|image|iscsi|nfs|persistentVolumeClaim|photonPersistentDisk|portworxVolume|projected|quobyte|rbd|scaleIO|secret|storageos|vsphereVolume)$" $key) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d]: has %s, which is no source of a volume; check the spelling" $path (int64 $index) (ternary $key "a key" (regexMatch "^[!-~]{1,40}$" $key))) }}
{{- end }}
{{- end }}
{{- if and (hasKey $volume "persistentVolumeClaim") (not (contains "\"claimName\":\"" ($volume | toJson))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].persistentVolumeClaim.claimName: must name its object in claimName, a text; set it, in quotes where it is a word such as yes, or a number" $path (int64 $index)) }}
{{- end }}
{{- if and (hasKey $volume "secret") (not (contains "\"secretName\":\"" ($volume | toJson))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].secret.secretName: must name its object in secretName, a text; set it, in quotes where it is a word such as yes, or a number" $path (int64 $index)) }}
{{- end }}
{{- if and (contains "\"medium\":" ($volume | toJson)) (not (regexMatch "\"medium\":\"(Memory|HugePages[^\"]*)?\"" ($volume | toJson))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].emptyDir.medium: must be Memory, a HugePages medium, or left out" $path (int64 $index)) }}
{{- end }}
{{- if and (contains "\"sizeLimit\":" ($volume | toJson)) (not (regexMatch "\"sizeLimit\":(\"[0-9]+(\\.[0-9]+)?([kMGTPE]|[KMGTPE]i)?\"|[0-9]+)" ($volume | toJson))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].emptyDir.sizeLimit: must be a Kubernetes quantity, such as 256Mi" $path (int64 $index)) }}
{{- end }}
{{- if regexMatch "\"sizeLimit\":\"?[1-9][0-9]{0,5}[\",}]" ($volume | toJson) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].emptyDir.sizeLimit: is less than 1 MB, as a number without a unit is one of bytes; add a unit, as in 256Mi" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $item := dig "extraVolumes" list $given }}
{{- range $other, $before := dig "extraVolumes" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $item "name") | ternary (get $item "name") "") (eq (kindIs "string" (get $before "name") | ternary (get $before "name") "") (kindIs "string" (get $item "name") | ternary (get $item "name") ""))) }}
{{- $faults = append $faults (printf "%s.extraVolumes[%d].name: is extraVolumes[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $mount := dig "extraVolumeMounts" list $given }}
{{- if and (or (not (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")) (not (has (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") (include "todo-chatbot.includes.extraVolumes2" (dict "given" $given) | fromYamlArray)))) (or (not (dig "persistence" "enabled" false $given)) (not (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent"))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].name: is no volume; add it to extraVolumes" $path (int64 $index)) }}
{{- end }}
{{- if not (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: must say where it is mounted; set it" $path (int64 $index)) }}
{{- end }}
{{- if or (hasKey (dig "writablePaths" dict $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "")) (hasKey (dig "secretFiles" dict $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "")) (and (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent") (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "")))) (and (dig "persistence" "enabled" false $given) (eq (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") (dig "persistence" "mountPath" "/data" $given))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: is where something is mounted already, such as by writablePaths, secretFiles or the preset; choose another" $path (int64 $index)) }}
{{- end }}
{{- range $other, $before := dig "extraVolumeMounts" list $given }}
{{- if and (lt (int64 $other) (int64 $index)) (and (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") "") (eq (kindIs "string" (get $before "mountPath") | ternary (get $before "mountPath") "") (kindIs "string" (get $mount "mountPath") | ternary (get $mount "mountPath") ""))) }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].mountPath: is extraVolumeMounts[%d] too; choose another" $path (int64 $index) (int64 $other)) }}
{{- end }}
{{- end }}
{{- if regexMatch "^/" (kindIs "string" (get $mount "subPath") | ternary (get $mount "subPath") "") }}
{{- $faults = append $faults (printf "%s.extraVolumeMounts[%d].subPath: must be a path within the volume; remove the / at its start" $path (int64 $index)) }}
{{- end }}
{{- end }}
{{- range $index, $container := dig "initContainers" list $given }}
{{- range $place, $mount := include "todo-chatbot.functions.getObjects" (dict "items" (get $container "volumeMounts")) | fromJsonArray }}
{{- if and (and (or (not (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")) (not (has (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") (include "todo-chatbot.includes.extraVolumes2" (dict "given" $given) | fromYamlArray)))) (not (regexMatch "^(secret|seeded|writable)-" (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")))) (or (not (dig "persistence" "enabled" false $given)) (not (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent"))) }}
{{- $faults = append $faults (printf "%s.initContainers[%d].volumeMounts[%d].name: is no volume; add it to extraVolumes" $path (int64 $index) (int64 $place)) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $index, $container := dig "sidecars" list $given }}
{{- range $place, $mount := include "todo-chatbot.functions.getObjects" (dict "items" (get $container "volumeMounts")) | fromJsonArray }}
{{- if and (and (or (not (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")) (not (has (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") (include "todo-chatbot.includes.extraVolumes2" (dict "given" $given) | fromYamlArray)))) (not (regexMatch "^(secret|seeded|writable)-" (kindIs "string" (get $mount "name") | ternary (get $mount "name") "")))) (or (not (dig "persistence" "enabled" false $given)) (not (eq (kindIs "string" (get $mount "name") | ternary (get $mount "name") "") "persistent"))) }}
{{- $faults = append $faults (printf "%s.sidecars[%d].volumeMounts[%d].name: is no volume; add it to extraVolumes" $path (int64 $index) (int64 $place)) }}
{{- end }}
{{- end }}
{{- end }}
{{- if not (regexMatch "^\\{(\"(postStart|preStop)\":\\{\"(exec|httpGet|sleep|tcpSocket)\":\\{(\"([^\"\\\\]|\\\\.)*\"|[^{}\"]|\\{(\"([^\"\\\\]|\\\\.)*\"|[^{}\"])*\\})+\\}\\},?)*(\"stopSignal\":\"([^\"\\\\]|\\\\.)*\")?\\}$" (dig "lifecycle" dict $given | toJson)) }}
{{- $faults = append $faults (printf "%s.lifecycle: must have postStart or preStop, or both, each with exactly one of exec, httpGet, sleep and tcpSocket, as in {preStop: {exec: {command: [my-stop]}}}" $path) }}
{{- end }}
{{- if ge (include "todo-chatbot.functions.quantity" (dict "text" (regexReplaceAllLiteral "^.*\"preStop\":\\{\"sleep\":\\{\"seconds\":|\\}.*$" (dig "lifecycle" dict $given | toJson) "")) | float64) (float64 (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- $faults = append $faults (printf "%s.lifecycle.preStop.sleep.seconds: takes all of the %d s until the pod is killed; sleep for less, or raise rollout.terminationGracePeriodSeconds" $path (dig "rollout" "terminationGracePeriodSeconds" 30 $given | int64)) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- $away := div (add (ternary (mul $pods (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "podDisruptionBudget" "maxUnavailable" 1 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) (kindIs "string" (dig "podDisruptionBudget" "maxUnavailable" 1 $given))) 99) (max 1 100) }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (regexMatch "^0%?$" (ternary (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given) | toString) (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) (kindIs "float64" (dig "podDisruptionBudget" "minAvailable" 0 $given)))) (ge $away $pods) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.maxUnavailable: maxUnavailable (%d pods) would let a drain take all %d pods; lower it, or raise the number of pods" $path $away $pods) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (regexMatch "^0%?$" (ternary (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given) | toString) (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) (kindIs "float64" (dig "podDisruptionBudget" "minAvailable" 0 $given)))) (regexMatch "^0%?$" (ternary (int64 (dig "podDisruptionBudget" "maxUnavailable" 1 $given) | toString) (toString (dig "podDisruptionBudget" "maxUnavailable" 1 $given)) (kindIs "float64" (dig "podDisruptionBudget" "maxUnavailable" 1 $given)))) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.maxUnavailable: lets a drain take no pod, so that no node could be drained; set it to 1 or more, or set minAvailable" $path) }}
{{- end }}
{{- $pods := ternary (dig "autoscaling" "minReplicas" 2 $given | int64) (dig "replicaCount" 2 $given | int64) (or (dig "autoscaling" "enabled" false $given) (dig "autoscaling" "external" false $given)) | int64 }}
{{- $stay := div (add (ternary (mul $pods (regexFind "^(0|[1-9][0-9]?|100)%$" (toString (dig "podDisruptionBudget" "minAvailable" 0 $given)) | trimSuffix "%" | int64)) (mul 100 (int64 (dig "podDisruptionBudget" "minAvailable" 0 $given))) (kindIs "string" (dig "podDisruptionBudget" "minAvailable" 0 $given))) 99) (max 1 100) }}
{{- if and (and (dig "podDisruptionBudget" "enabled" true $given) (gt $pods 1)) (ge $stay $pods) }}
{{- $faults = append $faults (printf "%s.podDisruptionBudget.minAvailable: minAvailable (%d pods) lets a drain take none of %d pods, so that no node could be drained; lower it, or raise the number of pods" $path $stay $pods) }}
{{- end }}
{{- range $name, $port := dig "extraPorts" dict $given }}
{{- if eq $name "http" }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: has the name of the main port; choose another" $path $name) }}
{{- end }}
{{- if contains "--" $name }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: has two dashes in a row, which Kubernetes refuses; remove one" $path $name) }}
{{- end }}
{{- range $other, $number := dig "extraPorts" dict $given }}
{{- if and (not (eq $name $other)) (eq (int64 $port) (int64 $number)) }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: is extraPorts.%s too; choose another" $path $name $other) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name, $port := dig "extraPorts" dict $given }}
{{- if eq (int64 $port) ((dig "service" dict $given).port | default ($given.port | default (ternary 8080 (ternary 3000 (ternary 80 8000 (eq (dig "preset" "none" $given) "nginx") | int64) (eq (dig "preset" "none" $given) "nextjs") | int64) (eq (dig "preset" "none" $given) "none") | int64) | int64) | int64) }}
{{- $faults = append $faults (printf "%s.extraPorts.%s: is the Service's port already; remove it, or choose another" $path $name) }}
{{- end }}
{{- end }}
{{- range $name, $port := dig "udpPorts" dict $given }}
{{- if eq $name "http" }}
{{- $faults = append $faults (printf "%s.udpPorts.%s: has the name of the main port; choose another" $path $name) }}
{{- end }}
{{- if contains "--" $name }}
{{- $faults = append $faults (printf "%s.udpPorts.%s: has two dashes in a row, which Kubernetes refuses; remove one" $path $name) }}
{{- end }}
{{- range $other, $number := dig "udpPorts" dict $given }}
{{- if and (not (eq $name $other)) (eq (int64 $port) (int64 $number)) }}
{{- $faults = append $faults (printf "%s.udpPorts.%s: is udpPorts.%s too; choose another" $path $name $other) }}
{{- end }}
{{- end }}
{{- end }}
{{- range $name := keys (dig "udpPorts" dict $given) | sortAlpha }}
{{- if hasKey (dig "extraPorts" dict $given) $name }}
{{- $faults = append $faults (printf "%s.udpPorts.%s: is a name of extraPorts too; choose another" $path $name) }}
{{- end }}
{{- end }}
{{- if and (not (eq ((dig "service" dict $given).port | default ($given.port | default (ternary 8080 (ternary 3000 (ternary 80 8000 (eq (dig "preset" "none" $given) "nginx") | int64) (eq (dig "preset" "none" $given) "nextjs") | int64) (eq (dig "preset" "none" $given) "none") | int64) | int64) | int64) ($given.port | default (ternary 8080 (ternary 3000 (ternary 80 8000 (eq (dig "preset" "none" $given) "nginx") | int64) (eq (dig "preset" "none" $given) "nextjs") | int64) (eq (dig "preset" "none" $given) "none") | int64) | int64))) (eq (kindIs "string" (get (dig "serviceSpec" dict $given) "clusterIP") | ternary (get (dig "serviceSpec" dict $given) "clusterIP") "") "None") }}
{{- $faults = append $faults (printf "%s.service.port: has no effect in a headless Service, which leads to the ports of the pods; remove it" $path) }}
{{- end }}
{{- range $path2, $_ := dig "seededPaths" dict $given }}
{{- if or (hasKey (dig "writablePaths" dict $given) $path2) (and (dig "persistence" "enabled" false $given) (eq (dig "persistence" "mountPath" "/data" $given) $path2)) (regexMatch "^(none (/tmp)|uvicorn (/tmp)|fastapi (/tmp)|gunicorn (/tmp)|nextjs (/app/.next/cache|/tmp)|nginx (/tmp|/var/cache/nginx|/var/run))$" (printf "%s %s" (dig "preset" "none" $given) $path2)) }}
{{- $faults = append $faults (printf "%s.seededPaths.%s: is a path of writablePaths, persistence or the preset too; choose one" $path $path2) }}
{{- end }}
{{- end }}
{{- toJson $faults }}
{{- end }}
