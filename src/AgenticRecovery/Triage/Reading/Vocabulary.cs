namespace AgenticRecovery.Triage.Reading;

/// <summary>The English words the reader understands besides those of the catalogue. One row: what it means, and the ways to say it.</summary>
internal static class Vocabulary
{
    private static readonly (MarkKind Kind, string Value, string[] Forms)[] Rows =
    [
        (MarkKind.Verb, "return", ["return", "returning", "returned back", "send back", "sent back", "sending back", "give back", "bring back", "get rid of", "get a refund for", "get refund for", "returned"]),
        (MarkKind.Verb, "cancel", ["cancel", "cancelation of", "cancellation of", "cancelled altogether", "call off", "not receive", "remove", "removing", "drop", "take out", "take off", "delete", "removed", "taken out", "taken off"]),
        (MarkKind.Verb, "notneeded", ["no longer need", "no longer want", "dont need", "dont want", "doesnt want", "doesnt need", "does not need", "does not want", "do not need", "do not want", "not need anymore"]),
        (MarkKind.Verb, "exchange", ["exchange", "exchanging", "exchanged", "swapped", "replaced", "swap", "swapping", "swap out", "trade", "trade in", "replace", "replacing", "get a replacement for"]),
        (MarkKind.Verb, "modify", ["modified", "changed", "updated", "adjusted", "switched", "upgraded", "modify", "modifying", "change", "changing", "switch", "switching", "update", "updating", "adjust", "adjusting", "edit", "upgrade", "upgrading", "downgrade", "alter", "convert"]),
        (MarkKind.Verb, "ship", ["ship", "deliver", "redirect", "reroute", "send", "forward"]),
        (MarkKind.Verb, "pay", ["pay", "paying", "pay for"]),
        (MarkKind.Verb, "refund", ["refund", "refunded", "refunding", "reimburse", "reimbursed"]),
        (MarkKind.Verb, "keep", ["keep", "keeping", "retain"]),
        (MarkKind.Verb, "split", ["split payment", "split the payment", "split"]),
        (MarkKind.Verb, "order", ["place an order", "place a new order", "buy", "buy a new", "reorder", "order a new", "order another", "purchase a new"]),
        (MarkKind.Verb, "undo", ["undo", "revert", "reverse", "restore", "back to the original", "change back", "uncancel"]),
        (MarkKind.Want, "", ["want", "want to", "wish", "wish to", "would like", "would like to", "like to", "need to", "id like", "id like to", "desire", "decide to", "hope to", "ask to", "looking to", "look to", "please", "request", "wanting", "decide", "willing", "willing to", "decide on", "hoping to", "interested in", "trying to", "try to"]),
        (MarkKind.Not, "", ["not", "dont", "doesnt", "no", "never", "cannot", "cant", "isnt", "arent", "wont", "didnt", "without", "unable", "nor", "neither", "couldnt", "none", "non", "avoid", "do not", "refuse", "dont want to", "doesnt want to", "does not want to", "do not want to", "no longer want to", "not want to", "dont wish to", "does not wish to", "do not wish to"]),
        (MarkKind.To, "", ["to", "for", "into", "with", "to be", "as", "by"]),
        (MarkKind.From, "", ["instead of", "rather than", "in place of", "from"]),
        (MarkKind.If, "", ["if", "unless", "in case", "provided", "provided that", "only if", "when", "whenever", "as long as"]),
        (MarkKind.Otherwise, "", ["otherwise", "or else", "failing that", "if thats not possible", "if that is not possible", "if not possible", "if impossible", "if this is not possible", "if it is not possible", "if its not possible", "if that isnt possible", "if that cant be done", "if that cannot be done", "if not available", "if unavailable", "if this isnt possible", "if that does not work", "if that doesnt work", "if neither is possible", "if none possible", "if none is possible", "if neither work", "if none is available", "if none available"]),
        (MarkKind.Confirm, "", ["if asked to confirm", "if asked for confirmation", "when asked to confirm", "when asked for confirmation", "if the agent ask you to confirm", "if the agent ask for confirmation", "if agent ask for confirmation", "when the agent ask for confirmation", "before confirming", "upon confirmation", "when asked", "if asked", "if the agent ask", "when the agent ask", "once asked", "asked to confirm"]),
        (MarkKind.Possible, "", ["possible", "available", "availability", "allowed", "allow", "able", "can", "could", "may", "in stock", "feasible", "permitted", "accepted", "do it", "done", "work", "exist", "offer", "doable", "impossible", "unavailable", "sold out", "out of stock", "is there", "there is", "there are", "able to"]),
        (MarkKind.Nothing, "", ["no action", "nothing", "do nothing", "no exchange", "no cancellation", "no cancelation", "no return", "no change", "no modification", "leave it", "leave as is", "forget it", "keep it as is", "no cancelation at all", "no action needed"]),
        (MarkKind.Person, "", ["human", "human agent", "human representative", "representative", "supervisor", "manager", "real person", "transfer", "transferred", "escalate", "escalation", "a person", "speak to someone"]),
        (MarkKind.Ask, "", ["know", "to know", "ask", "find out", "tell", "tell me", "how much", "how many", "what is", "what are", "which", "wonder", "provide", "get tracking number", "get the tracking number", "tracking number", "information", "check", "inquire", "identify", "learn", "confirm the", "get to know", "figure out", "what", "when is", "where is", "whether", "inform", "let me know", "let you know", "list", "calculate", "how long", "see"]),
        (MarkKind.All, "", ["all", "everything", "every", "each", "whole", "entire", "both", "all thing", "all item", "the rest", "the remaining", "complete", "anything"]),
        (MarkKind.Except, "", ["except", "except for", "excluding", "other than", "apart from", "aside from", "all but", "everything but", "but keep", "besides"]),
        (MarkKind.Only, "", ["only", "just", "solely"]),
        (MarkKind.Other, "", ["other", "another", "the other", "different"]),
        (MarkKind.Same, "", ["equivalent", "counterpart", "same", "the same", "exact same", "identical", "similar", "matching", "match", "equal"]),
        (MarkKind.Cheapest, "", ["cheapest", "least expensive", "lowest price", "lowest priced", "most affordable", "cheapest possible", "lowest cost", "cheapest available"]),
        (MarkKind.Dearest, "", ["most expensive", "priciest", "highest price", "highest priced", "costliest", "dearest"]),
        (MarkKind.Cheaper, "", ["cheaper", "less expensive", "whichever is cheaper"]),
        (MarkKind.Dearer, "", ["more expensive", "pricier", "costlier"]),
        (MarkKind.Most, "", ["highest", "largest", "biggest", "longest", "tallest", "maximum", "max", "greatest", "strongest", "brightest", "best", "thickest", "most"]),
        (MarkKind.Least, "", ["lowest", "smallest", "shortest", "minimum", "least", "thinnest", "dimmest"]),
        (MarkKind.Prefer, "", ["prefer", "preferred", "preferably", "preference", "ideally", "favor", "rather", "go for", "would rather", "choose", "willing to accept", "accept", "acceptable", "okay with", "ok with", "fine with", "pick", "fine", "is fine", "okay", "ok"]),
        (MarkKind.FreeChoice, "", ["dont care", "doesnt care", "does not care", "do not care", "dont mind", "doesnt matter", "does not matter", "unimportant", "not important", "whatever", "whichever", "can be different", "can have different", "not matter", "only matter", "dont matter", "do not matter", "irrelevant", "regardless of", "no matter", "no matter which", "no matter what"]),
        (MarkKind.PaymentKind, "gift_card", ["gift card", "gc", "giftcard", "gift certificate", "website credit", "store credit", "shop credit", "gift card balance"]),
        (MarkKind.PaymentKind, "credit_card", ["credit card", "visa", "mastercard", "master card", "amex", "debit card", "card", "bank card"]),
        (MarkKind.PaymentKind, "paypal", ["paypal", "pay pal", "paypal account"]),
        (MarkKind.OriginalPayment, "", ["original payment method", "original payment", "original method", "original form of payment", "payment method used", "original method of payment", "same payment method", "original source", "initial payment method", "original card", "original credit card", "original gift card", "original paypal", "original account", "same card", "original form", "original payment card"]),
        (MarkKind.PaymentWord, "", ["payment", "payment method", "price difference", "difference", "charge", "cost", "refund method", "via", "using", "use", "method", "price", "balance", "money", "total", "amount"]),
        (MarkKind.OrderWord, "", ["order", "purchase", "shipment", "package", "parcel"]),
        (MarkKind.Status, "pending", ["pending", "not shipped yet", "not shipped", "not been shipped yet", "unshipped", "not yet shipped", "not been shipped", "hasnt shipped", "just ordered", "just placed", "hasnt been shipped", "not yet delivered", "upcoming", "not sent yet", "not yet sent", "not been sent", "not been sent yet", "not been sent out", "not been sent out yet", "hasnt been sent", "hasnt been sent out", "hasnt been sent yet", "havent been sent", "havent shipped", "not left yet", "hasnt left", "not been dispatched", "not dispatched yet", "not yet dispatched", "still open", "on order"]),
        (MarkKind.Status, "delivered", ["delivered", "sent", "received", "arrived", "came", "already received", "got", "just received", "recently received"]),
        (MarkKind.Status, "cancelled", ["canceled", "cancelled"]),
        (MarkKind.Status, "shipped", ["shipped", "processed", "in transit"]),
        (MarkKind.Recent, "", ["recent", "recently", "latest", "last", "newest", "most recent", "just bought", "bought", "purchased", "just purchased"]),
        (MarkKind.AddressWord, "", ["address", "shipping address", "delivery address", "addresses"]),
        (MarkKind.ProfileWord, "", ["default", "profile", "user", "account", "default address", "user default address", "default user address", "user address", "profile address", "home address", "own address", "usual address", "regular address", "main address", "primary address", "registered address", "normal address", "address on file"]),
        (MarkKind.ReasonMistake, "", ["mistake", "by mistake", "ordered by mistake", "mistakenly", "accidentally", "by accident", "accident", "in error", "mistakenly ordered", "accidental", "wrongly"]),
        (MarkKind.ReasonNotNeeded, "", ["no longer needed", "not needed anymore", "not needed", "isnt needed", "isnt needed anymore", "arent needed", "arent needed anymore", "not needed any longer", "no longer required", "better price", "better deal", "change of plan", "no longer necessary", "half the price", "found a better deal", "found it cheaper"]),
        (MarkKind.Broken, "", ["broken", "damaged", "defective", "faulty", "worn", "missing", "quality", "used", "dirty", "scratched", "cracked", "torn", "stopped working"]),
        (MarkKind.ItemWord, "", ["item", "thing", "product", "stuff", "good", "piece", "option", "variant", "version", "type", "model", "kind", "spec", "specification", "feature", "style", "design"]),
        (MarkKind.Partly, "", ["partial", "partial cancel", "partially", "part of", "part of the order", "single item", "individual item", "just the", "one item", "partial cancellation", "partial cancelation"]),
        (MarkKind.It, "", ["mine", "it", "them", "one", "ones", "that", "they", "those"]),
        (MarkKind.And, "", ["and", "also", "plus", "then", "lastly", "finally", "additionally", "next", "as well", "too", "along with", "&", "together with", "in addition"]),
        (MarkKind.Filler, "", [
            "anymore", "the", "a", "an", "this", "these", "i", "you", "he", "she", "we", "your", "my", "his", "her", "their", "our", "its", "me", "him", "us",
            "customer", "agent", "who", "be", "is", "are", "was", "were", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will", "would", "shall",
            "in", "on", "at", "of", "up", "out", "off", "so", "or", "but", "because", "since", "due", "about", "than", "there", "here", "now", "today", "new", "current", "currently", "existing",
            "very", "really", "more", "if possible", "immediately", "asap", "right away", "already", "yet", "still", "get", "getting", "make", "sure", "placed", "made", "ordered",
            "first", "initially", "at first", "actually", "instead", "back", "any", "some", "online", "store", "shop", "from", "way", "like", "well", "that", "on file", "hi", "hello", "thank", "thanks", "kindly", "able", "via", "under", "over", "while", "through",
            "the request", "customer request", "this request", "my request", "your request", "bring", "bring down", "reduce", "down", "change your mind to", "change your mind", "change their mind", "change mind", "changed my mind", "changed your mind", "changed their mind", "changed his mind", "changed her mind", "eventually", "ive", "youve", "im", "youre", "youd", "youll", "weve", "theyre", "hed", "shed", "theyve", "id", "ill", "unless asked", "unless ask", "should", "must", "go", "including", "include", "need", "belong", "following", "followed", "set to", "correct", "right", "one", "time", "day", "week"]),
    ];

    private static readonly Dictionary<string, List<(string[] Stems, MarkKind Kind, string Value)>> ByFirstStem = Index();

    /// <summary>Every stem of every form.</summary>
    public static IReadOnlyCollection<string> Stems { get; } = Rows.SelectMany(row => row.Forms).SelectMany(form => form.Split(' ')).Select(Words.Stem).ToHashSet();

    /// <summary>The stems of verbs, and of other words of eight letters or more.</summary>
    public static IReadOnlyCollection<string> LongStems { get; } = Rows.SelectMany(row => row.Forms.Where(form => !form.Contains(' ') && (row.Kind == MarkKind.Verb || form.Length > 7))).Select(Words.Stem).ToHashSet();

    /// <summary>The longest known phrase at this word, as a mark; null when the word is unknown.</summary>
    public static Mark? At(IReadOnlyList<Word> words, int at)
    {
        if (!ByFirstStem.TryGetValue(words[at].Stem, out var phrases))
            return null;
        foreach (var (stems, kind, value) in phrases)
        {
            if (Stands(words, at, stems))
                return new Mark(kind, at, at + stems.Length, value);
        }

        return null;
    }

    private static bool Stands(IReadOnlyList<Word> words, int at, string[] stems)
    {
        if (at + stems.Length > words.Count)
            return false;
        for (var i = 1; i < stems.Length; i++)
        {
            if (!string.Equals(words[at + i].Stem, stems[i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    // Rows stand in order of precedence: of two meanings of one form the first row wins.
    private static Dictionary<string, List<(string[] Stems, MarkKind Kind, string Value)>> Index()
    {
        var index = new Dictionary<string, List<(string[] Stems, MarkKind Kind, string Value)>>(StringComparer.Ordinal);
        foreach (var (kind, value, forms) in Rows)
        {
            foreach (var form in forms)
            {
                var stems = form.Split(' ').Select(Words.Stem).ToArray();
                if (!index.TryGetValue(stems[0], out var list))
                    index[stems[0]] = list = [];
                if (!list.Exists(item => item.Stems.AsSpan().SequenceEqual(stems)))
                    list.Add((stems, kind, value));
            }
        }

        foreach (var list in index.Values)
        {
            var sorted = list.OrderByDescending(item => item.Stems.Length).ToList();
            list.Clear();
            list.AddRange(sorted);
        }

        return index;
    }
}
