parser grammar SegParser;
// One declaration at a time, of the tokens that are no trivia; SEPARATOR stands where the layout pass found that a newline separates.
// No actions, no predicates. Long chains are loops; what nests is limited before parsing.
// BROKEN stands for an item that did not parse: it was reported, and the declaration is read again without it.
options { tokenVocab = SegLexer; }

declaration : (schema | trait | segment | partition | importing | requiring) EOF;

separator : SEPARATOR | COMMA;

// ---- schema
schema : SCHEMA name LBRACE (schemaItem (separator schemaItem)* separator?)? RBRACE;

schemaItem
  : PROFILE LBRACE fields RBRACE                                        # profileItem
  | TABLE name LBRACE fields RBRACE                                     # tableItem
  | event                                                               # eventItem
  | TIMEZONE STRING                                                     # timezoneItem
  | name name (COMMA name)*                                             # vocabularyItem
  | BROKEN                                                              # brokenSchemaItem
  ;

event : EVENT name (COMMA name)? LBRACE fields RBRACE (ROLE name)?;

fields : (field (separator field)* separator?)?;
field : name type QUESTION? attribute* | BROKEN;
attribute : REFRESHED name | name (LPAREN name RPAREN)?;

type
  : STRUCT LBRACE fields RBRACE                                         # structType
  | ENUM LPAREN enumValue ((LT | COMMA) enumValue)* RPAREN              # enumType
  | name (LPAREN typeArgument (COMMA typeArgument)* RPAREN)?            # namedType
  ;
typeArgument : INT | type;
enumValue : name | STRING;

// ---- traits
trait : TRAIT name (LPAREN parameter (COMMA parameter)* RPAREN)? EQ (score | namedQuery | condition);
parameter : name COLON type;
score : SCORE LBRACE (scoreItem (separator scoreItem)* separator?)? RBRACE;
scoreItem : MINUS? INT IF condition | BROKEN;

// A window that a value may have too (`in 2026-11`, `since T`) is a condition until names are known, but not before a `where`.
namedQuery
  : (FIRST | LAST) amount name window? (WHERE condition)?
  | ranking name (BY path)? window? (WHERE condition)?
  | name window? WHERE condition
  | name queryWindow
  ;

// ---- segments
segment : SEGMENT name STRING? body;
body : LBRACE (item (separator item)* separator?)? RBRACE;

item
  : WHERE condition                                                     # whereItem
  | EXAMPLE STRING IS NOT? MEMBER AS OF (DATE | TIMESTAMP) record       # exampleItem
  | metadata                                                            # metadataItem
  | BROKEN                                                              # brokenItem
  ;

metadata
  : REVIEW EVERY quantity (SINCE literal)?                              # review
  | EXPECT REACH literal DOTDOT literal                                 # expect
  | TARGET name (EQ | NE | LT | LE | GT | GE) signedLiteral                               # target
  | CONTACT AT MOST INT ID UNIT                                         # contact
  | name metadataValue (COMMA metadataValue)* (IN PROFILE TIMEZONE)?    # plain
  ;
metadataValue : literal (DOTDOT literal)? | name | NONE;

record : LBRACE (recordItem (separator recordItem)* separator?)? RBRACE;
recordItem : GIVEN value tail? IS value tail? | name recordValue | BROKEN;
recordValue
  : signedLiteral
  | name
  | LBRACKET (recordValue (COMMA recordValue)* COMMA?)? RBRACKET
  | record
  ;

// ---- partitions, imports, interfaces of modules
partition : PARTITION name STRING? LBRACE (partitionItem (separator partitionItem)* separator?)? RBRACE;
partitionItem
  : OTHERWISE? name STRING? WHERE condition                             # shortArm
  | OTHERWISE? name STRING? body                                        # bodyArm
  | OTHERWISE name STRING?                                              # otherwiseArm
  | metadata                                                            # partitionMetadata
  | BROKEN                                                              # brokenArm
  ;

importing : IMPORT path (WITH LBRACE (mapping (separator mapping)* separator?)? RBRACE)?;
mapping : path EQ path | BROKEN;

requiring : REQUIRES LBRACE (requirement (separator requirement)* separator?)? RBRACE;
requirement : PROFILE LBRACE fields RBRACE | event | BROKEN;

// ---- conditions: one n-ary chain; that `and` and `or` are not mixed is checked afterwards, so that both readings can be shown
condition : term ((AND | OR) term)*;

term
  : NOT term                                                            # negation
  | blockHead OF LBRACE (condition (separator condition)* separator?)? RBRACE suffix?   # block
  | quantified                                                          # quantifiedTerm
  | MEMBER OF path suffix?                                              # memberOf
  | SEQUENCE LBRACE step (THEN DIRECTLY? step)* RBRACE                  # sequence
  | value tail? suffix?                                                 # plainTerm
  | BROKEN                                                              # brokenTerm
  ;

blockHead : ALL | ANY | NONE | (AT (LEAST | MOST) | EXACTLY) INT;
suffix : OR UNKNOWN | AND KNOWN;

quantified
  : quantifier query (SATISFIES satisfied)?                             # counted
  | EVERY query SATISFIES satisfied                                     # every
  | (NO | ANY) value OF query WITH single                               # grouping
  ;
quantifier : NO | ANY | (AT (LEAST | MOST) | EXACTLY) amount | BETWEEN amount AND amount;
satisfied : quantified | NOT? single;
amount : INT | ID;

// What may stand after a bare `where`: one comparison with its own suffix, or anything in brackets.
single : value tail? suffix?;

query : ((FIRST | LAST) amount | ranking)? name (BY path)? (AS name)? window? (WHERE NOT? single | suffix)?;
innerQuery : ((FIRST | LAST) amount | ranking)? name (BY path)? window? (WHERE condition)?;
// Reserved for later: `highest 3 purchases by total`.
ranking : (HIGHEST | LOWEST) amount;
step : NO? name (AS name)? window? (WITHIN quantity)? (WHERE NOT? single)?;

window
  : queryWindow                                                         # ownWindow
  | IN (THIS | PREVIOUS) CALENDAR UNIT zone?                            # calendarWindow
  | period                                                              # plainPeriod
  ;
// What only a query can have.
queryWindow
  : IN (LAST | PREVIOUS) length zone?                                   # lengthWindow
  | IN PREVIOUS CALENDAR UNIT TO DATE_WORD zone?                        # toDateWindow
  | IN EACH OF LAST INT CALENDAR UNIT zone?                             # eachWindow
  | WITHIN length AFTER value zone?                                     # afterWindow
  | period zone                                                         # zonedPeriod
  ;
period
  : IN UNIT INT                                                         # namedPeriod
  | IN moment (DOTDOT moment)?                                          # momentPeriod
  | BETWEEN instant AND instant                                         # betweenPeriod
  | (SINCE | BEFORE) instant                                            # openPeriod
  ;
length : quantity | name | LPAREN condition RPAREN;
moment : literal | path;
instant : quantity AGO | value;
zone : IN (PROFILE TIMEZONE | TIMEZONE STRING);

// ---- comparisons
tail
  : (EQ | NE | LT | LE | GT | GE) value (IGNORING CASE)?                # compareTail
  | NOT? IN inTarget (IGNORING CASE)?                                   # inTail
  | zone                                                                # zoneTail
  | WITHIN (LAST | NEXT) length zone?                                   # withinTail
  | among                                                               # amongTail
  | (BEFORE | SINCE) instant                                            # openTail
  | BETWEEN instant AND instant                                         # betweenTail
  | NOT? (CONTAINS | STARTS WITH | ENDS WITH) value (IGNORING CASE)?    # textTail
  | NOT? MATCHES (REGEX | STRING) (IGNORING CASE)?                      # matchesTail
  | CONTAIN ((ANY | ALL) OF (LPAREN value (COMMA value)* COMMA? RPAREN | path) | value) (IGNORING CASE)?   # listTail
  | IS NOT? (KNOWN | UNKNOWN)                                           # knownTail
  ;

// `in (x)` is a list of one; it reads as a value in brackets.
inTarget
  : LPAREN value (COMMA value)+ COMMA? RPAREN                           # listTarget
  | (TOP | BOTTOM) (PERCENT | INT) among?                               # populationTarget
  | (THIS | PREVIOUS) CALENDAR UNIT zone?                               # calendarTarget
  | UNIT INT                                                            # namedPeriodTarget
  | value (DOTDOT value)?                                               # valueTarget
  ;
among : AMONG (LPAREN condition RPAREN | MEMBERS OF path);

// ---- values
value
  : value DOT name                                                      # member
  | MINUS value                                                         # negative
  | value (STAR | SLASH) value                                          # product
  | value (PLUS | MINUS) value                                          # addition
  | LPAREN condition RPAREN                                             # bracket
  | call                                                                # callValue
  | literal                                                             # literalValue
  | name                                                                # nameValue
  ;

call
  : COUNT LPAREN innerQuery RPAREN                                      # countCall
  | (COUNT | FIRST | LAST) LPAREN DISTINCT? condition OF innerQuery RPAREN   # aggregateCall
  | ((FIRST | LAST) LPAREN condition | COUNT LPAREN DISTINCT condition) RPAREN   # groupCall
  | name DOT function LPAREN (condition (COMMA condition)*)? RPAREN     # moduleCall
  | function LPAREN (argument (COMMA argument)*)? RPAREN                # plainCall
  ;
function : ID | CURRENCY | UNIT | DATE_WORD;
argument : DISTINCT? condition (OF innerQuery)?;

signedLiteral : MINUS? literal;
literal
  : STRING
  | TIMESTAMP
  | DATE
  | MONTH
  | CLOCK
  | PERCENT
  | (INT | DECIMAL) CURRENCY?
  | quantity
  | TRUE
  | FALSE
  ;
quantity : INT CALENDAR? UNIT;

path : name (DOT name)*;

// The contextual keywords are names wherever a name stands.
name
  : ID | CURRENCY
  | AFTER | AT | BEFORE | BOTTOM | BY | CALENDAR | CASE | CONTACT | CONTAIN | COUNT | DATE_WORD | DIRECTLY | EACH | ENDS | EVENT | EVERY
  | EXAMPLE | EXPECT | FIRST | GIVEN | HIGHEST | IF | LAST | LEAST | LOWEST | MEMBER | MEMBERS | MOST | NEXT | PREVIOUS | PROFILE | REACH | REQUIRES | REVIEW | ROLE | SCHEMA | SCORE
  | SEGMENT | SEQUENCE | SINCE | STARTS | STRUCT | TABLE | TARGET | THIS | TIMEZONE | TO | TOP | UNIT | WITH
  ;
