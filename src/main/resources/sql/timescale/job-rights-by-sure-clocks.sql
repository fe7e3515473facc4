-- The same as job-rights.sql where sure-clocks.sql has been asked before, and is given.
with unsure as (
    {include timescale/other-clocks}
),
{include timescale/rights-of-jobs}