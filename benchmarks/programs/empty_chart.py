"""Imports cdk8s and cdk8s-plus-27, and makes one empty chart."""

import cdk8s
import cdk8s_plus_27

if __name__ == "__main__":
    assert cdk8s_plus_27.__name__  # its import is measured too
    assert cdk8s.Chart(cdk8s.App(), "empty").to_json() == []
