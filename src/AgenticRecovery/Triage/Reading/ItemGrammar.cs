namespace AgenticRecovery.Triage.Reading;

/// <summary>Reads what a clause wants done with which things: targets before "to" or "for", the wanted form after it.</summary>
internal sealed partial class ItemGrammar(MarkedText text, int from, int to)
{
    private readonly List<Group> _groups = [];
    private readonly List<Target> _except = [];
    private List<Target> _targets = [];
    private List<(int From, int To)> _wanted = [];
    private int _described;
    private int _groupFrom;
    private int _wantedFrom = -1;
    private bool _all;
    private bool _isExcept;
    private int _exceptFrom;
    private int _notFrom = -1;
    private bool _takesWanted;
    private bool _colonStarts;
    private readonly bool _inStarts = IsVerbless(text, from, to);
    private Pick _pick;
    private int _count = 1;
    private ProductMention? _with;
    private readonly List<ProductMention> _alsoWith = [];
    private int _company = -1;
    private int _everything = -1;

    public IReadOnlyList<Group> Groups => _groups;
    public IReadOnlyList<Target> Except => _except;
    public ProductMention? With => _with;

    /// <summary>What else the order of <see cref="With"/> holds: "the order with the lamp and the mug".</summary>
    public IReadOnlyList<ProductMention> AlsoWith => _alsoWith;

    /// <summary>True for "the order with the lamp and the order with the mug": two orders, of which one wish cannot speak.</summary>
    public bool NamesTwoOrders { get; private set; }

    /// <summary>True for "the order with the lamp: switch every item in it": a thing and all things stand under one verb, and one of them would be lost.</summary>
    public bool NamesOneAndAll { get; private set; }

    /// <summary>True when a return turned out to be an exchange: "return it for the same in red".</summary>
    public bool HasWanted => _groups.Exists(group => group.Wanted.Count > 0);

    /// <summary>In "wants the red mug with a lid changed to a blue one", the verb: what stands before it describes what is there.</summary>
    public int WantedAfter { get; init; } = -1;

    /// <param name="takesWanted">False for returns and cancellations, where "for" leads to a reason or a refund.</param>
    /// <param name="colonStarts">True where "the board: bamboo, 31 inch" says what it shall become.</param>
    public void Read(bool takesWanted, bool colonStarts)
    {
        _colonStarts = colonStarts;
        (_takesWanted, _described, _groupFrom) = (takesWanted, from, from);
        for (var at = from; at < to; at++)
            Step(at);
        CloseGroup(to);
    }

    private void Step(int at)
    {
        var mark = text.Marks[at];
        NamesOneAndAll |= mark.Kind == MarkKind.All && _targets.Count > 0 && MeansEveryItem(at);
        switch (mark.Kind)
        {
            case MarkKind.Filler when text.Words[mark.From].Stem is "including" or "include":
                _isExcept = false;
                break;
            case MarkKind.Product:
                Product(at, mark.Mention!);
                break;
            case MarkKind.IdRef when IsItemId(mark.Value):
                Id(at, mark.Value);
                break;
            case MarkKind.All when _wantedFrom < 0:
                (_all, _everything) = (true, text.Words[mark.From].Stem is "everything" ? at : -1);
                break;
            case MarkKind.Filler when _wantedFrom < 0 && _all && text.Words[mark.From].Stem == "but" && LeadsToThing(at):
            case MarkKind.Except:
                (_isExcept, _exceptFrom) = (true, at + 1);
                if (_all)
                    _targets.Add(new Target { All = true });
                _all = false;
                break;
            case MarkKind.Not when _wantedFrom < 0 && _targets.Count > 0 && IsNotTheOne(text, at, to):
                _notFrom = at;
                break;
            case MarkKind.Not when _wantedFrom < 0 && (_targets.Count > 0 || _all):
                (_isExcept, _exceptFrom) = (true, at + 1);
                if (_all)
                    _targets.Add(new Target { All = true });
                _all = false;
                break;
            // "change two items: the lamp to …": counted is what follows, not its first thing.
            case MarkKind.Comma when mark.Value == ":" && _targets.Count == 0:
                _count = 1;
                break;
            case MarkKind.Comma when mark.Value == ":" && _colonStarts && at > from && text.Marks[at - 1].Kind == MarkKind.Product && !LeadsToProduct(at):
                StartWanted(at);
                break;
            case MarkKind.Number when _wantedFrom < 0 && int.TryParse(mark.Value, out var count) && count is > 1 and < 20 && CountsThings(at) && !IsOneOf(at):
                _count = count;
                break;
            case MarkKind.Dearest or MarkKind.Dearer when _wantedFrom < 0:
                _pick = Pick.Dearest;
                AddPickedOne(at);
                break;
            case MarkKind.Cheapest or MarkKind.Cheaper when _wantedFrom < 0:
                _pick = Pick.Cheapest;
                AddPickedOne(at);
                break;
            case MarkKind.Filler when _inStarts && _wantedFrom < 0 && _targets.Count > 0 && IsBehindThing(at) && InStarts(text, at, to):
                StartWanted(at);
                break;
            case MarkKind.To or MarkKind.Want:
            case MarkKind.Filler when text.Words[mark.From].Stem is "get" && at > from && text.Marks[at - 1].Kind == MarkKind.And:
                StartWanted(at);
                break;
            case MarkKind.From when _wantedFrom >= 0:
                EndWantedPart(at);
                _wantedFrom = SkipOldValue(at);
                break;
            case MarkKind.PaymentKind or MarkKind.OriginalPayment or MarkKind.PaymentWord when _wantedFrom >= 0:
                EndWantedPart(at);
                break;
            default:
                break;
        }
    }

    private void Product(int at, ProductMention mention)
    {
        if (_isExcept)
        {
            _except.Add(new Target { Mention = mention, All = _all && _count > 1, Described = Ranges((_exceptFrom, at)) });
            _exceptFrom = at + 1;
            return;
        }

        if (IsCompany(at) || IsSecondCompany(at))
        {
            if (_with is not null && !IsSecondCompany(at))
                NamesTwoOrders = true;
            else if (_with is not null)
                _alsoWith.Add(mention);
            (_with, _company, _described) = (_with ?? mention, at, _targets.Count > 0 ? _described : at + 1);
            return;
        }

        // "everything from that order, and the lamp": the lamp does not say of what everything is meant.
        if (_all && _everything >= 0 && Enumerable.Range(_everything, at - _everything).Any(i => text.Marks[i].Kind is MarkKind.OrderRef or MarkKind.OrderWord))
        {
            _targets.Add(new Target { All = true });
            _all = false;
        }

        if (_wantedFrom >= 0 || _wanted.Count > 0)
        {
            if (_targets is [{ Mention: null, ItemId: null, All: false, Pick: Pick.None } pointing])
            {
                _targets[0] = pointing with { Mention = mention };
                return;
            }

            if (_targets.Exists(target => target.Mention is { } own && own.Products.Keys.Any(mention.Products.ContainsKey)) && !StartsNewGroup(at))
                return;
            var start = BackOverJoin(at);
            CloseGroup(start);
            _all = text.Has(start, at, MarkKind.All);
        }

        var end = at + 1 < to && text.Marks[at + 1].Kind == MarkKind.Open ? CloseOf(at + 1) : at + 1;
        _targets.Add(new Target
        {
            Mention = mention,
            All = _all,
            Count = _count,
            Pick = _pick,
            Described = Ranges((_described, at), (at + 1, end)),
        });
        _described = end;
        (_all, _count, _pick) = (false, 1, Pick.None);
    }

    private void Id(int at, string id)
    {
        if (_wantedFrom >= 0)
            return;
        _targets.Add(new Target { ItemId = id });
        _described = at + 1;
    }

    // "the more expensive one" names a thing by itself; "the most expensive tablet" waits for its noun.
    private void AddPickedOne(int at)
    {
        var next = at + 1;
        while (next < to && text.Marks[next].Kind is MarkKind.Filler or MarkKind.Number)
            next++;
        var isProduct = next < to && text.Marks[next].Kind == MarkKind.Product;
        if (isProduct)
            return;
        _targets.Add(new Target { Pick = _pick });
        _pick = Pick.None;
        _described = at + 1;
    }

    private void StartWanted(int at)
    {
        if (_wantedFrom >= 0 || !_takesWanted || IsOrderOrPayment(at + 1))
            return;
        if (_targets.Count == 0 && !_all && !HasItemWord(at) && text.Marks[at].Kind == MarkKind.Want)
            return;
        if (at < WantedAfter)
            return;
        if (_targets.Count == 0)
            _targets.Add(new Target { All = _all, Described = Ranges((_described, at)) });
        else if (_wanted.Count == 0)
            _targets[^1] = _targets[^1] with { Described = [.. _targets[^1].Described, .. Ranges((_described, at))] };
        _all = false;
        _wantedFrom = at + 1;
    }

    private void EndWantedPart(int at)
    {
        if (_wantedFrom >= 0 && at > _wantedFrom)
            _wanted.AddRange(Ranges((_wantedFrom, at)));
        _wantedFrom = -1;
    }

    private void CloseGroup(int at)
    {
        EndWantedPart(at);
        if (_targets.Count == 0 && _all)
            _targets.Add(new Target { All = true });
        var described = _notFrom < 0 ? at : _notFrom;
        if (_targets.Count > 0 && _wanted.Count == 0 && _described < described)
            _targets[^1] = _targets[^1] with { Described = [.. _targets[^1].Described, .. Ranges((_described, described))] };
        if (_targets.Count > 0)
            _groups.Add(new Group(_targets, _wanted) { From = _groupFrom, To = at });
        _groupFrom = at;
        (_targets, _wanted, _wantedFrom, _described, _notFrom) = ([], [], -1, at, -1);
        (_all, _count, _pick) = (false, 1, Pick.None);
    }

    private List<(int From, int To)> Ranges(params ReadOnlySpan<(int From, int To)> marks)
    {
        var ranges = new List<(int From, int To)>();
        foreach (var (start, end) in marks)
        {
            if (end > start)
                ranges.Add((text.WordStart(start), text.WordEnd(end)));
        }

        return ranges;
    }
}
