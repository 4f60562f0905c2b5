"""The files of a chart as text. Nothing else writes Go templates."""
