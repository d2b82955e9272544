# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Two states, from a folder of dispatches to a picture
#
# Colombia and Ecuador, October and November 2025, as a handful of (invented) dispatches in three languages tell it:
# a pasted text, a saved page, a feed, and records of a database. Open this file with Jupytext or as a notebook in
# VS Code, or run it: `python docs/notebooks/two_states.py`.

# %%
from pathlib import Path

import dragoman
from dragoman.merge import dyad, merge, plot
from dragoman.merge.picture import picture
from dragoman.reading import Options
from dragoman.run import code_to_store

columns = {"text": "corps", "title": "titre", "published": "date", "url": "lien"}
done = code_to_store("examples/two-states", "two-states", workers=1, options=Options(columns=columns))
print(done.line())

# %% [markdown]
# Everything that was found lies in tables of Parquet. `store.events` and the others are DuckDB relations: filter them,
# join them, or ask for a pandas or polars frame.

# %%
merge("two-states")
with dragoman.open("two-states") as store:
    told = store.events.aggregate("type, status, count(*) AS n").order("n DESC, type, status")
    print(told)

# %% [markdown]
# One event told by two outlets in two languages is one event. What they disagree on is kept.

# %%
with dragoman.open("two-states") as store:
    events = store.table("merged_events", as_="pandas")
shared = events[events.n_articles > 1][["date", "type", "actor_codes", "recipient_codes", "languages"]]
print(shared.to_string(index=False))

# %% [markdown]
# ## Cooperation and conflict, week by week
# `n` is None where nothing was read of that week, and 0 where something was read and nothing happened.

# %%
with dragoman.open("two-states") as store:
    weeks = dyad(store, "COL", "ECU", by="week")
print("\n".join(picture(weeks)))

# %%
plot(weeks, Path("two-states.svg"))

# %% [markdown]
# ## The words behind a number
# Every row leads back to the exact words.

# %%
with dragoman.open("two-states") as store:
    threats = store.events.filter("type = 'THREATEN'").project(
        "article_id, actor_codes, recipient_codes, evidence_text"
    )
    print(threats)
