using System.Text.RegularExpressions;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Triage;

/// <summary>What a text says of goods that came: how they fit, that some are missing, that a picture is attached. In the shipped languages.</summary>
public static partial class FitSigns
{
    /// <summary>Asks how a thing fits and which size to take; wants advice.</summary>
    public static bool AsksFit(string text)
    {
        var folded = PlainText.Fold(text);
        return folded.Contains('?', StringComparison.Ordinal) && Fit().IsMatch(folded) && !PlainSigns.WantsOut(text);
    }

    /// <summary>Only a part of what was ordered has come.</summary>
    public static bool OnlyPartCame(string text) => Partly().IsMatch(PlainText.Fold(text));

    /// <summary>Came broken.</summary>
    public static bool CameDamaged(string text) => Damaged().IsMatch(PlainText.Fold(text));

    /// <summary>The customer speaks of goods that came.</summary>
    public static bool HasCome(string text) => Come().IsMatch(PlainText.Fold(text));

    /// <summary>A picture goes along.</summary>
    public static bool ShowsPhoto(string text) => Photo().IsMatch(PlainText.Fold(text));

    [GeneratedRegex(
        @"\b(runs? (large|small|big|wide|narrow)|true to size|which size|what size|size (should|would|do) (i|you)|supposed to (be|fit)|meant to be (that|so) (wide|tight|long|short|big))\b"
        + @"|\b(fallt|fallen)\b[^.!?]{0,40}\b(aus)\b|\bwelche grosse\b|\blieber (die |eine )?(xs|s|m|l|xl|xxl|\d{2}|grosse\w*|kleiner\w*)\b"
        + @"|\b(taille(nt)? (grand|petit|large)|quelle (taille|pointure))\b|\b(talla(n|je)? (grande|pequen\w+)|que talla|es (normal )?(tan|asi de) (anch\w+|grande))\b|\b(que tamanho|tamanho (certo|grande|pequeno)|veste (grande|pequeno)|e suposto)\b")]
    private static partial Regex Fit();

    [GeneratedRegex(
        @"\b(only|just)\b[^.!?]{0,25}\b(received|got|arrived|came|was delivered|one of|half|part)\b|\b(received|got|arrived|came)\b[^.!?]{0,20}\b(only|just)\b|\b(is|are|was|were) missing\b|\bmissing from\b"
        + @"|\b(nur|lediglich)\b[^.!?]{0,40}\b(bekommen|erhalten|angekommen|geliefert|da)\b|\b(fehlt|fehlen)\b"
        + @"|\b(recu|arrive\w*|livre\w*)\b[^.!?]{0,25}\b(que|seulement|uniquement)\b|\bn'ai recu que\b|\bil (me )?manque\b"
        + @"|\b(solo|solamente)\b[^.!?]{0,30}\b(recib\w+|lleg\w+)\b|\b(recib\w+|lleg\w+)\b[^.!?]{0,20}\b(solo|solamente)\b|\bfalta(n)?\b"
        + @"|\b(so|apenas|somente)\b[^.!?]{0,30}\b(recebi|chegou|chegaram|veio)\b|\b(recebi|chegou|veio)\b[^.!?]{0,20}\b(so|apenas|somente)\b|\bfalta(m)?\b")]
    private static partial Regex Partly();

    [GeneratedRegex(
        @"\b(broken|smashed|shattered|cracked|damaged|crushed|dented|scratched|in pieces)\b|\b(kaputt\w*|zerbrochen\w*|beschadigt\w*|gesprungen\w*|zerkratzt\w*|scherben|defekt angekommen)\b"
        + @"|\b(casse\w*|brise\w*|abime\w*|endommage\w*|fele\w*)\b|\b(rot[oa]s?|danad[oa]s?|agrietad\w+|hech[oa] (anicos|pedazos))\b|\b(partid[oa]s?|quebrad[oa]s?|danificad[oa]s?|rachad[oa]s?|estragad[oa]s?)\b")]
    private static partial Regex Damaged();

    [GeneratedRegex(
        @"\b(arrived|came|received|got|was delivered|delivered|sent me|in the (box|parcel|package)|unpacked|opened the)\b|\b(angekommen|bekommen|erhalten|geliefert|ausgepackt|im paket)\b"
        + @"|\b(recu\w*|arrive\w*|livre\w*|dans le colis)\b|\b(lleg\w+|recib\w+|en el paquete|venia)\b|\b(chegou|chegaram|recebi|veio|vieram|na caixa)\b")]
    private static partial Regex Come();

    [GeneratedRegex(@"\b(photos?|pictures?|pics?|images?|fotos?|bild(er)?|images?|imagen(es)?|imagem|imagens)\b|\b(attached|enclosed|anbei|angehangt|ci-joint\w*|jointe?s?|adjunt\w+|anex\w+|em anexo)\b")]
    private static partial Regex Photo();
}
