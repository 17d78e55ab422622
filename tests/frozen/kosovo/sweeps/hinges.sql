-- Where does the argument break? For each assumption set and each tenth of dialogue_offset: how many draws, in which
-- share and in how many all four recognise, in which share of those Serbia then normalises, what Serbia gets on average.
--   negotiation-sim sweep scenarios/kosovo/sweeps/hinges.toml
--   python -c "import duckdb; duckdb.connect('hinges.duckdb').sql(open('scenarios/kosovo/sweeps/hinges.sql').read()).show(max_width=160)"
SELECT
    assumption_set,
    floor(dialogue_offset * 10) / 10 AS dialogue_offset,
    count(*) AS draws,
    avg(recognised::INTEGER) AS recognised,
    count(*) FILTER (recognised) AS recognised_draws,
    avg(normalised::INTEGER) FILTER (recognised) AS normalised_then,
    avg("payoff.serbia") AS serbia
FROM results
GROUP BY ALL
ORDER BY ALL
