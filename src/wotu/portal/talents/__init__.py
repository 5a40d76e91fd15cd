"""A talent's own page (人才): what the zone offers this person, without showing the employer's figures."""
