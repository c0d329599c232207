using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Client;

public class FailureConverterTests
{
    private static readonly DefaultFailureConverter Converter = new();
    private static readonly IPayloadConverter Payloads = DataConverter.Default.PayloadConverter;

    [Fact]
    public void Any_exception_is_a_retryable_application_failure_named_after_its_type()
    {
        var thrown = Thrown(() => throw new InvalidOperationException("outer", new KeyNotFoundException("inner")));

        var failure = Converter.ToFailure(thrown, Payloads);

        Assert.Equal("outer", failure.Message);
        Assert.Equal("InvalidOperationException", failure.ApplicationFailureInfo.Type);
        Assert.False(failure.ApplicationFailureInfo.NonRetryable);
        Assert.Contains(nameof(Any_exception_is_a_retryable_application_failure_named_after_its_type), failure.StackTrace);
        Assert.Equal(("inner", "KeyNotFoundException"), (failure.Cause.Message, failure.Cause.ApplicationFailureInfo.Type));
        Assert.Equal(string.Empty, failure.Source);
        Assert.Equal("Odd`1", Converter.ToFailure(new Odd<int>(), Payloads).ApplicationFailureInfo.Type);
    }

    [Fact]
    public void An_application_failure_comes_back_with_all_it_had()
    {
        var sent = new ApplicationFailureException(
            "no stock", new TimeoutException("slow"), "OutOfStock", nonRetryable: true, details: ["sku-1", 3],
            nextRetryDelay: TimeSpan.FromSeconds(7), category: ApplicationErrorCategory.Benign);

        var received = Assert.IsType<ApplicationFailureException>(Converter.ToException(Converter.ToFailure(sent, Payloads), Payloads));

        Assert.Equal(("no stock", "OutOfStock", true), (received.Message, received.ErrorType, received.NonRetryable));
        Assert.Equal((TimeSpan.FromSeconds(7), ApplicationErrorCategory.Benign), (received.NextRetryDelay, received.Category));
        Assert.Equal((2, "sku-1", 3), (received.Details.Count, received.Details.ElementAt<string>(0), received.Details.ElementAt<int>(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => received.Details.ElementAt<int>(2));
        Assert.Equal("TimeoutException", Assert.IsType<ApplicationFailureException>(received.InnerException).ErrorType);
    }

    [Fact]
    public void An_empty_error_type_reads_as_null()
    {
        var received = (ApplicationFailureException)Converter.ToException(
            Converter.ToFailure(new ApplicationFailureException("x"), Payloads), Payloads);

        Assert.Null(received.ErrorType);
        Assert.Null(received.NextRetryDelay);
    }

    [Fact]
    public void A_failure_that_was_received_is_passed_on_as_it_came()
    {
        var failure = new Failure { Message = "m", StackTrace = "remote trace", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.Heartbeat } };

        var exception = Converter.ToException(failure, Payloads);

        Assert.Equal(failure, Converter.ToFailure(exception, Payloads));
        Assert.Equal("remote trace", exception.StackTrace);
    }

    [Fact]
    public void Every_kind_of_failure_has_its_exception()
    {
        Assert.IsType<TimeoutFailureException>(From(new() { TimeoutFailureInfo = new() }));
        Assert.IsType<CanceledFailureException>(From(new() { CanceledFailureInfo = new() }));
        Assert.IsType<TerminatedFailureException>(From(new() { TerminatedFailureInfo = new() }));
        Assert.IsType<FailureException>(From(new() { ServerFailureInfo = new() }));
        Assert.IsType<ActivityFailureException>(From(new() { ActivityFailureInfo = new() { ActivityType = new() { Name = "Charge" } } }));
        Assert.IsType<ChildWorkflowFailureException>(From(new() { ChildWorkflowExecutionFailureInfo = new() }));
        Assert.IsType<FailureException>(From(new() { ResetWorkflowFailureInfo = new() }));
        Assert.IsType<FailureException>(From(new()));
    }

    [Fact]
    public void A_workflow_already_started_has_no_kind_and_other_failures_without_a_message_are_refused()
    {
        var failure = Converter.ToFailure(new WorkflowAlreadyStartedException("taken", "w", "T", "r"), Payloads);

        Assert.Equal(Failure.FailureInfoOneofCase.None, failure.FailureInfoCase);
        Assert.Throws<ArgumentException>(() => Converter.ToFailure(new ScheduleAlreadyRunningException(), Payloads));
    }

    [Fact]
    public void Hidden_attributes_are_hidden_at_every_level_and_come_back()
    {
        var hiding = new DefaultFailureConverter.WithEncodedCommonAttributes();

        var failure = hiding.ToFailure(Thrown(() => throw new InvalidOperationException("card 4111", new FormatException("cvc 123"))), Payloads);

        Assert.Equal(("Encoded failure", "Encoded failure"), (failure.Message, failure.Cause.Message));
        Assert.Equal((string.Empty, string.Empty), (failure.StackTrace, failure.Cause.StackTrace));
        Assert.Contains("\"message\":\"card 4111\"", failure.EncodedAttributes.Data.ToStringUtf8());
        var back = hiding.ToException(failure, Payloads);
        Assert.Equal(("card 4111", "cvc 123"), (back.Message, back.InnerException!.Message));
        Assert.Contains(nameof(Hidden_attributes_are_hidden_at_every_level_and_come_back), back.StackTrace);
    }

    [Fact]
    public void Attributes_that_cannot_be_read_stay_hidden()
    {
        var failure = new Failure { Message = "Encoded failure", EncodedAttributes = new(), ApplicationFailureInfo = new() };

        Assert.Equal("Encoded failure", Converter.ToException(failure, Payloads).Message);
    }

    [Fact]
    public async Task A_codec_covers_attributes_and_details_through_all_causes()
    {
        var converter = new DataConverter(Payloads, new DefaultFailureConverter.WithEncodedCommonAttributes(), new ReversingCodec());
        var sent = new ApplicationFailureException("outer", new ApplicationFailureException("inner", details: ["xy"]), details: ["ab"]);

        var failure = await converter.ToFailureAsync(sent);
        var received = (ApplicationFailureException)await converter.ToExceptionAsync(failure.Clone());

        Assert.Equal("\"ba\"", failure.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal("\"yx\"", failure.Cause.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8());
        Assert.Equal(("outer", "ab"), (received.Message, received.Details.ElementAt<string>(0)));
        Assert.Equal("inner", received.InnerException!.Message);
    }

    [Fact]
    public void Cancellation_is_told_by_the_exception_or_the_direct_cause_of_an_activity()
    {
        var stop = new Failure { Message = "stop", CanceledFailureInfo = new() };
        var ended = new Failure { ActivityFailureInfo = new(), Cause = stop };
        var cancelled = Assert.IsType<CanceledFailureException>(From(stop));

        Assert.True(TemporalException.IsCanceledException(new OperationCanceledException()));
        Assert.True(TemporalException.IsCanceledException(cancelled));
        Assert.True(TemporalException.IsCanceledException(From(ended)));
        Assert.False(TemporalException.IsCanceledException(From(new() { ActivityFailureInfo = new(), Cause = ended })));
        Assert.False(TemporalException.IsCanceledException(new InvalidOperationException("x", cancelled)));
    }

    private static Exception From(Failure failure) => Converter.ToException(failure, Payloads);

    private static Exception Thrown(Action action) => Record.Exception(action)!;

    private sealed class Odd<T> : Exception;
}
