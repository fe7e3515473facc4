-- As whom each job runs, and what that means for the role that looks.
with unsure as (
    {include timescale/unsure-clocks}
),
{include timescale/rights-of-jobs}