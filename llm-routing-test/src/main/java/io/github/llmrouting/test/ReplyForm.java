package io.github.llmrouting.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.llmrouting.test.WireReply.Ending;

/**
 * Gives one reply to one request the form of a protocol: bytes, their pace and their end.
 */
final class ReplyForm {

	private static final String JSON = "application/json";

	private final Protocol protocol;

	private final long number;

	private final RecordedRequest request;

	private final SimulatedReply reply;

	ReplyForm(Protocol protocol, long number, RecordedRequest request, SimulatedReply reply) {
		this.protocol = protocol;
		this.number = number;
		this.request = request;
		this.reply = reply;
	}

	WireReply onWire() {
		ReplyFault fault = this.reply.fault();
		if (fault != null && fault.beforeHeaders()) {
			return WireReply.none(this.reply.pace().first(),
					fails(ReplyFault.Kind.CUT) ? Ending.DROPPED : Ending.SILENT);
		}
		if (this.reply.content() instanceof ReplyContent.Raw raw) {
			return raw(raw);
		}
		if (this.reply.content() instanceof ReplyContent.Status status) {
			return status(status.status());
		}
		return answer((ReplyContent.Answer) this.reply.content());
	}

	private WireReply raw(ReplyContent.Raw raw) {
		Flux<byte[]> segments = this.reply.pace().withFirst(Duration.ZERO).of(untilFault(raw.segments()));
		Flux<byte[]> body = segments.concatWith(bytes(unlessFault(List.of())));
		return new WireReply(this.reply.pace().first(), raw.status(), headers(Map.of(), raw.contentType()), body,
				ending());
	}

	private WireReply status(int status) {
		VendorError error = this.reply.details().error();
		boolean limited = status == 429 && error == null;
		Map<String, String> headers = vendorHeaders(limited);
		if (status < 400) {
			return whole(this.reply.pace().first(), status, headers, null, "");
		}
		String body = errorBody((error != null) ? error : this.protocol.usualError(status, this.request.model()));
		return whole(this.reply.pace().first(), status, headers, JSON, body);
	}

	private String errorBody(VendorError error) {
		return this.protocol.errorBody(error, requestId());
	}

	private String requestId() {
		return "req_" + this.number;
	}

	private WireReply answer(ReplyContent.Answer content) {
		Answer answer = Answer.of(this.number, this.request, content, this.reply.details());
		AnswerStream stream = this.protocol.stream(answer);
		if (this.request.stream()) {
			return stream(stream);
		}
		String body = fails(ReplyFault.Kind.ERROR) ? errorBody(streamError()) : this.protocol.body(answer);
		return whole(this.reply.pace().until(stream.tokens().size()), 200, vendorHeaders(false), JSON, body);
	}

	private boolean fails(ReplyFault.Kind kind) {
		return this.reply.fault() != null && this.reply.fault().kind() == kind;
	}

	private VendorError streamError() {
		VendorError error = this.reply.details().error();
		return (error != null) ? error : this.protocol.overload();
	}

	private WireReply stream(AnswerStream stream) {
		// Headers come with the first bytes, whatever they are
		boolean waits = stream.opening().isEmpty();
		ReplyPace pace = waits ? this.reply.pace().withFirst(Duration.ZERO) : this.reply.pace();
		Flux<byte[]> body = Flux.concat(bytes(stream.opening()),
				pace.of(untilFault(stream.tokens())).map(ReplyForm::bytes), bytes(unlessFault(stream.closing())));
		return new WireReply(waits ? this.reply.pace().first() : Duration.ZERO, 200,
				headers(vendorHeaders(false), stream.contentType()), body, ending());
	}

	private <T> List<T> untilFault(List<T> tokens) {
		ReplyFault fault = this.reply.fault();
		return (fault != null) ? tokens.subList(0, Math.min(tokens.size(), fault.after())) : tokens;
	}

	private List<String> unlessFault(List<String> closing) {
		if (this.reply.fault() == null) {
			return closing;
		}
		return fails(ReplyFault.Kind.ERROR) ? List.of(this.protocol.errorEvent(streamError())) : List.of();
	}

	private WireReply whole(Duration delay, int status, Map<String, String> headers, @Nullable String contentType,
			String text) {
		byte[] body = bytes(text);
		boolean halved = this.reply.fault() != null && !fails(ReplyFault.Kind.ERROR);
		if (!fails(ReplyFault.Kind.END)) {
			headers.put("content-length", Integer.toString(body.length));
		}
		Flux<byte[]> sent = Flux.just(halved ? Arrays.copyOf(body, body.length / 2) : body);
		return new WireReply(delay, status, headers(headers, contentType), sent, ending());
	}

	private Ending ending() {
		ReplyFault fault = this.reply.fault();
		if (fault == null) {
			return Ending.COMPLETE;
		}
		return switch (fault.kind()) {
			case CUT -> Ending.CUT;
			case STALL -> Ending.STALLED;
			case END, ERROR -> Ending.COMPLETE;
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
		headers.putAll(this.reply.details().headers());
		return headers;
	}

	private static Flux<byte[]> bytes(List<String> parts) {
		return Flux.fromIterable(parts).map(ReplyForm::bytes);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
