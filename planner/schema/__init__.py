"""What every room may name: tables and their cells, settings, models, the scenario, named rows, plan.json."""
