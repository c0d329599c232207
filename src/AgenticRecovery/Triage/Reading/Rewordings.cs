using System.Text.RegularExpressions;

namespace AgenticRecovery.Triage.Reading;

/// <summary>
/// Ways to say a wish that have no verb of it at its head ("the lamp should go back", "make it a red one"), and the plain way each is read.
/// A rule keeps the meaning or is no rule: whatever follows the plain verb is still read to the last word.
/// </summary>
internal static class Rewordings
{
    // "the blue mug I ordered": a thing up to eighty letters long, within one clause.
    private const string Thing = @"(?:the|my|that|this|these|those|both|all|his|her|their)\b[^.,;:!?\n]{1,80}?";
    private const string Shall = @"(?:should|shall|must|is to|are to|needs? to|has to|have to|ought to)";

    // What goes back or is due here is money or a place, not goods.
    private const string NotOfMoney = @"(?<!\b(?:money|refund|refunds|difference|payment|balance|amount|credit|address|price|funds)\b[^.;!?\n]*)";

    // Behind "should be": no form the thing shall take, but what shall be done with it or what it may cost.
    private const string NoForm = @"(?!\w+ed\b|sent\b|paid\b|kept\b|left\b|put\b|made\b|given\b|taken\b|under\b|over\b|less\b|more\b|at\b|possible\b|fine\b|enough\b|no\b|not\b|on\b|to\b|able\b|free\b|there\b|here\b|going\b|good\b|back\b|my\b|done\b|gone\b|ready\b|safe\b)";

    public static IReadOnlyList<(Regex Said, string Read)> All { get; } =
    [
        Rule(@"\bany (more|longer)(?=\s*(?:[.,;:!?)\n]|and\b|so\b|but\b|$))", "anymore"),
        Rule(@"\bonto\b", "to"),
        Rule(@"\bnothing but\b", "only"),
        Rule(@"\bwhat (I|we|he|she|the customer|customer) (?:really |mainly )?(?:needs?|wants?) is (?:for you )?to\b", "$1 want to"),
        Rule(@"\bshould (?:that|this|it) (?:not be|be im)\s?(?:possible|allowed|permitted|available|an option)\b", "if not possible"),
        Rule(@",?\s*\b(?:and|but)\s+(?:for\s+|wants?\s+|needs?\s+)?(?:nothing (?:else|more)|no other (?:items?|things?))(?:\s+(?:from|in|of)\s+(?:that|the|this) (?:order|delivery|parcel))?(?=\s*(?:[.;!?\n]|$))", ""),
        Rule(@",\s*nothing (?:else|more)(?=\s*(?:[.,;!?\n]|$))", ""),
        Rule(@"\bas (?:originally )?ordered(?=\s*(?:[.,;)\n]|$))", "unchanged"),
        Rule(@"(?<=\b\d+\s*(?:ft|foot|feet|inch|inches))\s+(?:high|tall)\b", ""),
        Rule(@"\b(?:that |which )?(?:you|the (?:shop|store)) (?:can |could |currently |now )?(?:deliver|offer|ship|have|sell|stock|carry|supply)(?: in stock| on offer)?(?=\s*(?:[.,;!?)\n]|and\b|$))(?<=\b(?:cheapest|expensive|largest|biggest|smallest|highest|lowest|longest|shortest|priciest|costliest)\b[^.,;!?\n]*)", ""),

        Rule(@"(?<=(?:^|[.!?\n])\s*)of\s+((?:the|my|those|these)\s+(?:two|three|four|\d)\s[^.,;:!?\n]{1,60}?),\s*", "There are $1. "),
        Rule(@"\b(?:want|wants|would like|'d like|’d like|need|needs|prefer|'d prefer|’d prefer)\s+(it|them|that one)\s+in\s+(?!(?:the|my|that|this)\b|time\b|order\b|cash\b|store\b)", "want to change $1 to "),
        Rule(@"\b((?:the|my)\s[\w -]{1,40}):\s*(?:I|he|she|customer)?\s*(?:would like|'d like|’d like|wants?)\s+to change (?:it|them) to\b", "change $1 to"),

        Rule(@"(?-i)(?<=\b(?:in|to|an?|the|is)\s|,\s)([SML])(?=[\s,.;)]|$)(?!\s*sized?\b)", "size $1"),

        Rule(@"(?<!\b(?:if|whether|know|knows|ask|asks|tell|wonder|wonders|unless|only|not)\b[^.;!?\n]*)\bcan\s+(?=be (?:returned|sent back|cancell?ed)\b)(?![^.!?\n]*\?)", "should "),
        Rule($@"\b(take|taking)\s+(it|them|{Thing})\s+(?:out of|off)\s+(the|my|that|this)\s+(order|purchase)\b", "remove $2 from $3 $4"),
        Rule(@"\b(?:out of|off)\s+(the|my|that|this)\s+(order|purchase)\b", "from $1 $2"),
        Rule(@"\btaken\s+from\s+(?=(?:the|my|that|this)\s+(?:order|purchase)\b)", "removed from "),

        Rule(@"(?-i)(?<=\b\w+\s)([SML])(?=\s+(?:one|ones)\b)", "size $1"),
        Rule(@"\b(?:with the exception of|save for|barring|minus|not counting|not including|but not)\s+(?=(?:the|my|that|a|an)\b)", "except "),
        Rule(@"\bthe\s+order\s+with\s+(?:the|my|a|an)\s+([\w ]{1,30}?)\s+and\s+(?:the\s+(?:order|one)|that)\s+with\s+(?:the|my|a|an)\s+([\w ]{1,30}?)(?=\s+(?:as well|too|cancell?ed|returned)\b|\s*[.,;!?\n]|$)", "the $1 order and the $2 order"),

        Rule(@"\b(refund|money|difference)\s+going\s+(?:to|on)\b", "$1 to"),

        // Returns.
        Rule(NotOfMoney + $@"\b(?:(?:{Shall}|can|will|may)\s+go|goes|go|is going|are going)\s+(?:straight |right )?back\b(?:\s+to\s+(?:you|the (?:shop|store|seller|warehouse)))?(?!\s+to\b)", "be returned"),
        Rule(@"(?<=\b(?:please|kindly|(?:could|can|would|will) you|you to|shall)\s+(?:please\s+|also\s+)?)take\s+back\s+(?=(?:the|my|both|all|one|these|those|everything|this)\b)", "return "),
        Rule(@"(?<=(?:^|[.;:!?\n])\s*)take\s+back\s+(?=(?:the|my|both|all|these|those|everything)\b)", "return "),
        Rule($@"(?<=\b(?:please|kindly|(?:could|can|would|will) you|you to|,)\s+(?:please\s+|also\s+)?)take\s+(them|it|both|those|these|everything|{Thing})\s+back\b", "return $1"),
        Rule(@"(?<=\b(?:want|wants|would like|'d like|like|need|needs)\s+)(?:to (?:have|get) )?(?:a |my |the |his |her |their )?(?:full )?(?:refund|money back|money)\s+(?:for|on)\s+(?=(?:it|them|that|this|those|these)\b|(?:the|that)\s[\w -]{1,40}\bone\b)", "to return "),
        Rule(@"(?<=(?:^|[.;:!?\n])\s*(?:please\s+|kindly\s+|just\s+)?|\bplease\s+|\bjust\s+|\bthen\s+)refund\s+(?=(?:the|my|that|this|both)\b)(?!(?:the|my|that|this|both)\s+(?:\w+\s+){0,2}(?:difference|price|money|rest|balance|amount|shipping|cost|order|orders|total|payment|purchase)\b)", "return "),
        Rule(@"\bmoney back for\b", "refund for"),
        Rule($@",?\s*\b(?:only|but|just)\s+({Thing})\s+(?:stays?|remains?|is staying|are staying)\s+(?:with (?:me|us|him|her|them|the customer)|here)\b", " except $1"),

        Rule(@"\b(?:arrange|organi[sz]e|set up|initiate|start|request)\s+(?:a|an|the|my)\s+(return|exchange)\s+(?:of|for)\s+", "$1 "),

        // Cancellations.
        Rule(@"\b(?:scrap|annul|abort|revoke|call off)\s+(?=(?:my|the|that|this|both|all|order)\b|#)", "cancel "),
        Rule(@"(?<=\bcancel\w*\b[^.!?\n]*)\b(?:I|we|he|she|they|the customer|customer)\s+(?:no longer (?:needs?|wants?|requires?)|(?:do not|don['’]?t|does not|doesn['’]?t) (?:need|want|require))\s+(?:it|them|that|this|those|these|(?:any|either|both) of (?:it|them|that|those)|(?:those|these|the|such) (?:things?|items?|stuff|goods)|(?:that|the|this|these|those) orders?)(?:\s+(?:anymore|now|at all))?(?=\s*(?:[.,;!?)\n]|and\b|$))", "it is no longer needed"),

        Rule(@"\b((?:the|my)\s[\w ]{1,30}?\sorder)\s+and\s+the\s+(?:order|one)\s+with\s+(?:the|my|a|an)\s+([\w ]{1,30}?)(?=\s+as well|\s*[.,;!?\n]|$)", "$1 and the $2 order"),

        // Changes.
        Rule($@"\bturn\s+({Thing}|it|them)\s+into\s+", "change $1 to "),
        Rule(@"\bmake\s+(the [^.,;:!?\n]*?\baddress\b[^.,;:!?\n]*?)\s+(?:my|the|his|her|their|your) (?:new )?(?:default|profile|primary|main)(?: address| one)?\b", "change my default address to $1"),
        Rule($@"\bmake\s+(it|that|this|them|(?:the|my|that|this)\s(?!an?\b|the\b)[^.,;:!?\n]{{1,60}}?)\s+(?:into\s+)?(an?|the)\s+(?!\w*\s*(?:priority|change|swap|return|exchange|default|gift)\b)", "change $1 to $2 "),
        Rule($@"\bmake\s+(it|them|(?:the|that)\s[\w %-]{{1,40}}?\bone)\s+(?={NoForm})(?!\d+ of\b|two\b|three\b|quick|fast|clear|easy|work|so\b|sure|happen|right|up\b|out\b|easier|count|for\b)", "change $1 to "),
        Rule($@"(?<=(?:^|[.;:!?\n])\s*|,\s*(?:and\s+)?|\band\s+|\bthen\s+)((?!the (?:refund|money|payment|difference|order|total|price|charge|delivery|rest|address|only)\b|this\b|that\b|all\b)(?:{Thing}))\s+{Shall}\s+(?:now\s+|instead\s+)?(?:become|turn into|be)\s+(?={NoForm})(?!(?:an?|the) (?:problem|issue|gift)\b)", "change $1 to "),
        Rule($@"(?<=(?:^|[.;!?\n])\s*(?:and\s+|but\s+)?)(?:it|they|the new one|the replacement)\s+{Shall}\s+(?:still\s+|also\s+|again\s+)?(?:be|have|come)\s+(?={NoForm})", "want "),
        Rule($@"\b(?:would|'d|’d)?\s*(?:prefer|rather have|like|want|wants|prefers)\s+((?:an?|the)\s[^.,;:!?\n]{{1,70}}?)\s+(?:over|than|instead of|rather than|in place of)\s+((?:the|my)\s[^.,;:!?\n]{{1,60}}?)(?=\s*(?:[.,;!?\n]|$))", " want to change $2 to $1"),
        Rule(@"\b(?:would like|['’]d like|want|wants)\s+(?!to\b)((?:an?|the)\s[^.,;:!?\n]{1,60}?)\s+(?:in exchange|as a replacement)(?!\s+for\b)", " want to exchange it for $1"),

        Rule($@"\b(wants?|would like|['’]d like|needs?)\s+({Thing})\s+((?:return|exchang|chang|swapp|replac|modifi|switch|upgrad|updat)ed)\s+and\s+({Thing})\s+((?:return|exchang|chang|swapp|replac|modifi|switch|upgrad|updat)ed)\b", "$1 to $3 $2 and $1 to $5 $4"),

        // Orders and places.
        Rule(@"\bhave\s+((?:the|my|that|this)\s(?:whole |entire )?[^.,;:!?\n]{0,40}?\border(?:\s#?\w+)?)\s+(?:delivered|shipped|sent|redirected|rerouted)\s+to\s+", "ship $1 to "),
        Rule(@"\bput\s+((?:the |my |that )?(?:[\w -]{1,30}? )?order(?: #?W\d{7})?)\s+on\s+(?=(?:my|the|his|her|their)\s[\w ]{0,15}?(?:card|visa|mastercard|paypal|amex)\b)", "change the payment of $1 to "),
        Rule(@"\bpay\s+(?:for\s+)?((?:the |my |that )?(?:[\w -]{1,30}? )?order(?: #?W\d{7})?|#W\d{7})\s+(?:with|by|using|through|via|from)\s+", "change the payment of $1 to "),
        Rule($@"((?:all|both|the|my|their|his|her)\b[^.,;:!?\n]{{0,80}}?\baddress(?:es)?)\s+{Shall}\s+be\s+(?:changed|updated|set|modified|switched)\s+to\s+", "change $1 to "),
        Rule(@"\bmy (?:(?:home|new|current|mailing) )?address (?:has (?:now )?(?:been )?changed to|is now)\s+(?=\d)", "my new address is "),
        Rule($@"((?:order\s+#?W\d{{7}})|(?:the|my|that|this|both|all)\s+(?:[^.,;:!?\n]{{0,60}}?\s)?orders?\b(?:\s[^.,;:!?\n]{{0,60}}?)?)\s+(?:{Shall}|to)\s+(?:then\s+|also\s+|now\s+|instead\s+)?(?:go|come|be (?:sent|shipped|delivered|redirected|rerouted|forwarded))\s+to\s+", "ship $1 to "),
        Rule(@"\buse\s+((?:my|the|his|her|their)\s[\w ]{1,40}?)\s+(?:to pay\s+)?for\s+(?:the\s+)?(?:order\s+)?(#?W\d{7})\b", "change the payment of order $2 to $1"),
    ];

    private static (Regex Said, string Read) Rule(string said, string read) =>
        (new Regex(said, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), read);
}
