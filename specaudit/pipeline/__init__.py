"""The walk: plans, produces, resumes, budgets and reports progress over all stages."""
