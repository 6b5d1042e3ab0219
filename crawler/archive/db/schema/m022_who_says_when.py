"""When and at which office a paper names another, so that the page of a number that many name reads few articles."""

STATEMENTS = (
    "ALTER TABLE relations ADD COLUMN site TEXT",
    "ALTER TABLE relations ADD COLUMN said_on TEXT",
    "CREATE INDEX relations_by_number_day ON relations(number_key, said_on) WHERE number_key IS NOT NULL",
    "CREATE INDEX relations_by_target_day ON relations(target, said_on) WHERE target IS NOT NULL",
    "CREATE INDEX relations_by_title ON relations(named_title) WHERE number_key IS NULL",
)
