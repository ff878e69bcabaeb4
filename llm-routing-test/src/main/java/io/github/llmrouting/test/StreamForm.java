package io.github.llmrouting.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives one streamed reply its bytes, their pace, and whatever a fault does to them.
 */
final class StreamForm {

	private final Protocol protocol;

	private final RecordedRequest request;

	private final ReplyPlan plan;

	private final WireQuirks quirks;

	StreamForm(Protocol protocol, RecordedRequest request, ReplyPlan plan) {
		this.protocol = protocol;
		this.request = request;
		this.plan = plan;
		this.quirks = new WireQuirks(plan.quirks());
	}

	/** Returns the segments of a raw reply, the first of them at once. */
	Flux<byte[]> segments(List<byte[]> segments) {
		Flux<byte[]> sent = this.plan.pace().withFirst(Duration.ZERO).of(untilFault(segments));
		return this.plan.fails(ReplyFault.Kind.ERROR) ? sent.concatWith(bytes(List.of(errorEvent()))) : sent;
	}

	/**
	 * Returns an answer.
	 * @param waited whether the span before the first token has passed
	 */
	Flux<byte[]> body(AnswerStream stream, boolean waited) {
		if (this.plan.fails(ReplyFault.Kind.END_OF_EVENTS)) {
			return bytes(untilFault(events(stream)));
		}
		ReplyPace pace = waited ? this.plan.pace().withFirst(Duration.ZERO) : this.plan.pace();
		Flux<byte[]> tokens = pace.of(tokens(stream.tokens())).map(this.quirks::eventBytes);
		if (this.plan.fails(ReplyFault.Kind.STALL)) {
			tokens = tokens.concatWith(Mono.never());
		}
		String ping = this.protocol.ping();
		Flux<byte[]> living = ping.isEmpty() ? tokens : pace.withPings(tokens, this.quirks.bytes(ping));
		return Flux.concat(bytes(stream.opening()), living, bytes(closing(stream)));
	}

	/** An event ends with an empty line, or where there are no events, with its line. */
	private static List<String> events(AnswerStream stream) {
		String end = stream.contentType().equals("text/event-stream") ? "(?<=\n\r?\n)" : "(?<=\n)";
		return Stream.of(stream.opening(), stream.tokens(), stream.closing())
			.flatMap(List::stream)
			.flatMap((part) -> Arrays.stream(part.split(end)))
			.toList();
	}

	private <T> List<T> untilFault(List<T> parts) {
		ReplyFault fault = this.plan.fault();
		return (fault != null) ? parts.subList(0, Math.min(parts.size(), fault.after())) : parts;
	}

	private List<String> tokens(List<String> tokens) {
		ReplyFault fault = this.plan.fault();
		if (fault == null || fault.kind() != ReplyFault.Kind.MALFORMED) {
			return untilFault(tokens);
		}
		List<String> broken = new ArrayList<>(tokens);
		if (fault.after() < broken.size()) {
			broken.set(fault.after(), halved(tokens.get(fault.after())));
		}
		return broken;
	}

	/** Returns an event whose JSON breaks off, the framing kept. */
	private static String halved(String event) {
		String json = event.stripTrailing();
		return json.substring(0, json.length() - json.length() / 4) + event.substring(json.length());
	}

	private List<String> closing(AnswerStream stream) {
		if (this.plan.fault() == null || this.plan.fails(ReplyFault.Kind.MALFORMED)) {
			return stream.closing();
		}
		return this.plan.fails(ReplyFault.Kind.ERROR) ? List.of(errorEvent()) : List.of();
	}

	private String errorEvent() {
		VendorError told = this.plan.details().error();
		VendorError error = (told != null) ? told : this.protocol.overload();
		if (this.plan.has(SimulatedQuirk.BARE_ERROR)) {
			String body = (error.body() != null) ? error.body() : this.protocol.errorBody(error, "req_0");
			return JsonMapper.shared()
				.writerWithDefaultPrettyPrinter()
				.writeValueAsString(JsonMapper.shared().readTree(body));
		}
		if (error.body() == null) {
			return this.protocol.errorEvent(error);
		}
		return this.protocol.documents(this.request, List.of(error.body()))
			.tokens()
			.stream()
			.collect(Collectors.joining());
	}

	private Flux<byte[]> bytes(List<String> parts) {
		return Flux.fromIterable(parts).map(this.quirks::eventBytes);
	}

}
