lexer grammar SegLexer;
// Every character of a file becomes part of a token, trivia included; the last rule takes what no other does.
// All keywords are tokens of their own; rule `name` of the parser admits the contextual ones as names again.

// Made by the layout pass and by recovery, never by a rule: a newline that separates, and an item that did not parse.
tokens { SEPARATOR, BROKEN }

DOC     : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
COMMENT : '//' ~[\r\n]* -> channel(HIDDEN);
NEWLINE : '\r'? '\n' -> channel(HIDDEN);
SPACE   : [ \t]+ -> channel(HIDDEN);

// ---- literals
STRING          : '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
UNCLOSED_STRING : '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'?;
TIMESTAMP       : DAY 'T' TIME ('Z' | [+\-] D D ':' D D);
LOCAL_TIMESTAMP : DAY 'T' TIME;
DATE            : DAY;
MONTH           : D D D D '-' D D;
CLOCK           : D D ':' D D;
PERCENT         : D+ ('.' D+)? '%';
DECIMAL         : D+ '.' D+;
INT             : D+;

// ---- punctuation
DOTDOT : '..';
LBRACE : '{';
RBRACE : '}';
LPAREN : '(';
RPAREN : ')';
LBRACKET : '[';
RBRACKET : ']';
COMMA  : ',';
DOT    : '.';
COLON  : ':';
QUESTION : '?';
EQ     : '=';
NE     : '!=';
LE     : '<=';
GE     : '>=';
LT     : '<';
GT     : '>';
PLUS   : '+';
MINUS  : '-';
STAR   : '*';
SLASH  : '/';

// ---- keywords that are never names
AGO : 'ago';
ALL : 'all';
AMONG : 'among';
AND : 'and';
ANY : 'any';
AS : 'as';
BETWEEN : 'between';
CONTAINS : 'contains';
DISTINCT : 'distinct';
ENUM : 'enum';
EXACTLY : 'exactly';
FALSE : 'false';
IGNORING : 'ignoring';
IMPORT : 'import';
IN : 'in';
IS : 'is';
KNOWN : 'known';
MATCHES : 'matches';
NO : 'no';
NONE : 'none';
NOT : 'not';
OF : 'of';
OR : 'or';
OTHERWISE : 'otherwise';
PARTITION : 'partition';
REFRESHED : 'refreshed';
SATISFIES : 'satisfies';
THEN : 'then';
TRAIT : 'trait';
TRUE : 'true';
UNKNOWN : 'unknown';
WHERE : 'where';
WITHIN : 'within';

// ---- contextual keywords
AFTER : 'after';
AT : 'at';
BEFORE : 'before';
BOTTOM : 'bottom';
BY : 'by';
CALENDAR : 'calendar';
CASE : 'case';
CONTACT : 'contact';
CONTAIN : 'contain';
COUNT : 'count';
DATE_WORD : 'date';
DIRECTLY : 'directly';
EACH : 'each';
ENDS : 'ends';
EVENT : 'event';
EVERY : 'every';
EXAMPLE : 'example';
EXPECT : 'expect';
FIRST : 'first';
GIVEN : 'given';
HIGHEST : 'highest';
IF : 'if';
LAST : 'last';
LEAST : 'least';
LOWEST : 'lowest';
MEMBER : 'member';
MEMBERS : 'members';
MOST : 'most';
NEXT : 'next';
PREVIOUS : 'previous';
PROFILE : 'profile';
REACH : 'reach';
REQUIRES : 'requires';
REVIEW : 'review';
ROLE : 'role';
SCHEMA : 'schema';
SCORE : 'score';
SEGMENT : 'segment';
SEQUENCE : 'sequence';
SINCE : 'since';
STARTS : 'starts';
STRUCT : 'struct';
TABLE : 'table';
TARGET : 'target';
THIS : 'this';
TIMEZONE : 'timezone';
TO : 'to';
TOP : 'top';
UNIT : ('second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year') 's'?;
WITH : 'with';

// ---- names
CURRENCY : [A-Z] [A-Z] [A-Z];
ID       : [\p{L}_] [\p{L}\p{M}\p{N}_]*;

// What a person may have meant, so that the message can say so.
SINGLE_QUOTED : '\'' ~['\r\n]* '\'';
BAD : . ;

fragment D : [0-9];
fragment DAY : D D D D '-' D D '-' D D;
fragment TIME : D D ':' D D (':' D D ('.' D+)?)?;

// Entered by tokenize() where a `/` follows the keyword `matches`.
mode REGULAR_EXPRESSION;
REGEX_SPACE : [ \t]+ -> type(SPACE), channel(HIDDEN);
REGEX : '/' (~[/\\\r\n] | '\\' ~[\r\n])+ '/' [a-z]* -> mode(DEFAULT_MODE);
UNCLOSED_REGEX : '/' (~[/\\\r\n] | '\\' ~[\r\n])* '\\'? -> mode(DEFAULT_MODE);
