using System.Diagnostics;
using AgenticRecovery.Cases;

namespace AgenticRecovery.Connectors.Sandbox;

/// <summary>Every move of the glossary has its executor here.</summary>
internal static class SandboxMoves
{
    public static ShopAnswer Run(SandboxStep step) => step.Write.Move switch
    {
        Move.DoNothing => MessageMoves.Note(step, "Nothing is done."),
        Move.Reassure m => MessageMoves.Note(step, m.About),
        Move.UpdatePromise m => MessageMoves.UpdatePromise(step, m),
        Move.ProductGuidance m => MessageMoves.Note(step, m.Topic),
        Move.Explain m => MessageMoves.Note(step, m.Reason),
        Move.Decline m => MessageMoves.Note(step, m.Reason),
        Move.AskCustomer m => MessageMoves.Note(step, m.Question),
        Move.VerifyCustomer m => MessageMoves.Note(step, m.Question),
        Move.Apologise m => MessageMoves.Note(step, m.Fact),
        Move.ScheduleCallback m => MessageMoves.Task(step, "callback", "Call the customer back.", m.At),
        Move.EscalateTo m => MessageMoves.Task(step, m.Owner, m.Instructions, null),
        Move.FixWithWarehouse m => MessageMoves.Task(step, "warehouse", m.Instructions, null),

        Move.RetryPayment m => PaymentMoves.Retry(step, m),
        Move.SendPaymentLink => PaymentMoves.Link(step, "link"),
        Move.OfferOtherMethod => PaymentMoves.Link(step, "other_method"),
        Move.ChangePaymentMethod m => PaymentMoves.ChangeMethod(step, m),
        Move.ReserveStock => PaymentMoves.Reserve(step),

        Move.ReleaseHold => AddressMoves.Release(step),
        Move.ChangeAddress m => AddressMoves.Change(step, m),
        Move.ChangeProfileAddress m => AddressMoves.ChangeProfile(step, m),
        Move.Reroute m => AddressMoves.Reroute(step, m),
        Move.HoldFulfilment m => AddressMoves.Hold(step, m),
        Move.StopShipment => AddressMoves.Stop(step),

        Move.LocateStock m => FulfilmentMoves.Locate(step, m),
        Move.SplitShipment m => FulfilmentMoves.Split(step, m),
        Move.WaitTogether => FulfilmentMoves.Wait(step),
        Move.Expedite => FulfilmentMoves.Expedite(step),
        Move.ClaimWithCarrier m => FulfilmentMoves.Claim(step, m),
        Move.Replace m => FulfilmentMoves.Replace(step, m),

        Move.Substitute m => ItemMoves.Substitute(step, m),
        Move.CancelLine m => ItemMoves.CancelLine(step, m),
        Move.EditItems m => ItemMoves.Edit(step, m),
        Move.CancelOrder m => ItemMoves.CancelOrder(step, m),

        Move.Exchange m => RemedyMoves.Exchange(step, m),
        Move.ReturnForRefund m => RemedyMoves.Return(step, m),
        Move.StoreCredit m => RemedyMoves.Credit(step, "store credit", m.Amount),
        Move.PartialRefund m => RemedyMoves.Refund(step, m.Amount, m.Basis),
        Move.FullRefund m => RemedyMoves.FullRefund(step, m),
        Move.AccelerateRefund => RemedyMoves.Accelerate(step),
        Move.HonourCode m => RemedyMoves.Honour(step, m),
        Move.LimitedIncentive m => RemedyMoves.Credit(step, "incentive", m.Amount),

        Move.AnswerInquiry m => DisputeMoves.Answer(step, m),
        Move.SubmitEvidence m => DisputeMoves.Submit(step, m),
        Move.AcceptDispute m => DisputeMoves.Accept(step, m),
        _ => throw new UnreachableException(),
    };
}
