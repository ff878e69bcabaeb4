package io.github.llmrouting.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.llmrouting.test.WireReply.Ending;

/**
 * Gives one reply to one request the form of a protocol: status, headers, body and its
 * end. What is streamed is formed by {@link StreamForm}.
 */
final class ReplyForm {

	private static final String JSON = "application/json";

	private final Protocol protocol;

	private final long number;

	private final RecordedRequest request;

	private final ReplyPlan plan;

	private final WireQuirks quirks;

	ReplyForm(Protocol protocol, long number, RecordedRequest request, SimulatedReply reply) {
		this.protocol = protocol;
		this.number = number;
		this.request = request;
		this.plan = reply.plan();
		this.quirks = new WireQuirks(this.plan.quirks());
	}

	WireReply onWire() {
		ReplyFault fault = this.plan.fault();
		if (fault != null && fault.beforeHeaders()) {
			return WireReply.none(this.plan.pace().untilFirst(), nothing(fault.kind()));
		}
		if (this.plan.content() instanceof ReplyContent.Raw raw) {
			return raw(raw);
		}
		if (this.plan.content() instanceof ReplyContent.Status status) {
			return status(status.status());
		}
		if (this.plan.content() instanceof ReplyContent.Json json) {
			return answer(json.body(), this.protocol.documents(this.request, json.events()));
		}
		Answer answer = Answer.of(this.number, this.request, this.plan);
		return answer(this.protocol.body(answer), this.protocol.stream(answer));
	}

	private static Ending nothing(ReplyFault.Kind kind) {
		return switch (kind) {
			case CUT -> Ending.DROPPED;
			case RESET -> Ending.RESET_AT_ONCE;
			default -> Ending.SILENT;
		};
	}

	private WireReply raw(ReplyContent.Raw raw) {
		Flux<byte[]> body = new StreamForm(this.protocol, this.request, this.plan).segments(raw.segments());
		return reply(this.plan.pace().untilFirst(), raw.status(), headers(Map.of(), raw.contentType()), body);
	}

	private WireReply status(int status) {
		VendorError error = this.plan.details().error();
		Duration delay = this.plan.pace().untilFirst();
		Map<String, String> headers = vendorHeaders(status == 429 && error == null);
		if (status < 400) {
			return whole(delay, status, headers, null, "");
		}
		String body = errorBody((error != null) ? error : this.protocol.usualError(status, this.request.model()));
		return whole(delay, status, headers, JSON, body);
	}

	private String errorBody(VendorError error) {
		return (error.body() != null) ? error.body() : this.protocol.errorBody(error, requestId());
	}

	private String requestId() {
		return "req_" + this.number;
	}

	private WireReply answer(String body, AnswerStream stream) {
		if (this.request.stream()) {
			return stream(stream);
		}
		String sent = this.plan.fails(ReplyFault.Kind.ERROR) ? errorBody(streamError()) : body;
		return whole(this.plan.pace().until(stream.tokens().size()), 200, vendorHeaders(false), JSON, sent);
	}

	private VendorError streamError() {
		VendorError error = this.plan.details().error();
		return (error != null) ? error : this.protocol.overload();
	}

	private WireReply stream(AnswerStream stream) {
		StreamForm form = new StreamForm(this.protocol, this.request, this.plan);
		// Headers come with the first bytes, whatever they are
		boolean waits = stream.opening().isEmpty() && this.plan.pace().pings().isZero();
		Duration delay = waits ? this.plan.pace().untilFirst() : this.plan.pace().headers();
		return reply(delay, 200, headers(vendorHeaders(false), stream.contentType()), form.body(stream, waits));
	}

	private WireReply whole(Duration delay, int status, Map<String, String> headers, @Nullable String contentType,
			String text) {
		byte[] body = this.quirks.bytes(text);
		boolean halved = this.plan.fault() != null && !this.plan.fails(ReplyFault.Kind.ERROR);
		if (!halved || !isEndedEarly()) {
			headers.put("content-length", Integer.toString(body.length));
		}
		Flux<byte[]> sent = Flux.just(halved ? Arrays.copyOf(body, body.length / 2) : body);
		return reply(delay, status, headers(headers, contentType), sent);
	}

	private boolean isEndedEarly() {
		return ending() == Ending.COMPLETE;
	}

	private WireReply reply(Duration delay, int status, Map<String, List<String>> headers, Flux<byte[]> body) {
		Ending ending = ending();
		if (this.plan.has(SimulatedQuirk.GZIP)) {
			headers.put("content-encoding", List.of("gzip"));
			headers.remove("content-length");
		}
		if (this.plan.has(SimulatedQuirk.BYTEWISE)) {
			headers.remove("content-length");
		}
		return new WireReply(delay, status, headers, this.quirks.encoded(body, ending == Ending.COMPLETE), ending);
	}

	private Ending ending() {
		ReplyFault fault = this.plan.fault();
		if (fault == null) {
			return Ending.COMPLETE;
		}
		return switch (fault.kind()) {
			case CUT -> Ending.CUT;
			case RESET -> Ending.RESET;
			case STALL -> Ending.STALLED;
			case END, END_OF_EVENTS, MALFORMED, ERROR -> Ending.COMPLETE;
		};
	}

	private Map<String, String> vendorHeaders(boolean limited) {
		return new LinkedHashMap<>(this.protocol.headers(requestId(), limited));
	}

	private Map<String, List<String>> headers(Map<String, String> usual, @Nullable String contentType) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		usual.forEach((name, value) -> headers.put(name, List.of(value)));
		if (contentType != null) {
			headers.put("content-type", List.of(contentType));
		}
		headers.putAll(this.plan.details().headers());
		return headers;
	}

}
