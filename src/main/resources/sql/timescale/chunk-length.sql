-- How long slice is, in microseconds or integers; one without a begin or an end is as long as a number can say. A part of other
-- files.
select case
           when slice.range_start >= 0 or slice.range_end <= 9223372036854775807 + slice.range_start
               then slice.range_end - slice.range_start
           else 9223372036854775807
       end as length
