// Promrules tells which alerts of a Prometheus rule file fire.
//
// It reads JSON from its standard input: the rules, series in the notation of Prometheus' own
// tests, and the seconds after their start at which to look. It writes the firing alerts by name,
// each with the values of a label, or fails with what the rule file is wrong about.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/promqltest"
)

type question struct {
	Rules string
	Load  string
	At    int64
	Label string
}

// outside lets the storage of Prometheus' tests live outside of a test.
type outside struct{ testing.TB }

func (outside) Helper()                   {}
func (outside) Cleanup(func())            {}
func (outside) TempDir() string           { return must(os.MkdirTemp("", "promrules")) }
func (outside) Name() string              { return "promrules" }
func (outside) Errorf(f string, a ...any) { fail(fmt.Errorf(f, a...)) }
func (outside) FailNow()                  { os.Exit(1) }
func (outside) Fatalf(f string, a ...any) { fail(fmt.Errorf(f, a...)) }
func (outside) Logf(string, ...any)       {}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func must[T any](value T, err error) T {
	if err != nil {
		fail(err)
	}
	return value
}

func main() {
	var asked question
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		fail(err)
	}
	groups, errs := rulefmt.Parse([]byte(asked.Rules), false)
	for _, err := range errs {
		fail(err)
	}
	storage := promqltest.LoadedStorage(outside{}, asked.Load)
	engine := promql.NewEngine(promql.EngineOpts{MaxSamples: 1_000_000, Timeout: time.Minute})
	firing := map[string][]string{}
	for _, group := range groups.Groups {
		for _, rule := range group.Rules {
			at := time.Unix(asked.At, 0).UTC()
			query := must(engine.NewInstantQuery(context.Background(), storage, nil, rule.Expr, at))
			found := must(query.Exec(context.Background()).Vector())
			for _, sample := range found {
				firing[rule.Alert] = append(firing[rule.Alert], sample.Metric.Get(asked.Label))
			}
		}
	}
	must(0, json.NewEncoder(os.Stdout).Encode(firing))
}
