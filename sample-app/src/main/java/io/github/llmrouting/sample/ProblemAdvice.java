package io.github.llmrouting.sample;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;

/**
 * Answers whatever goes wrong with a problem document (RFC 9457), also where a client
 * asked for an event stream.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

	@ExceptionHandler
	Mono<ResponseEntity<Object>> chatFailed(Exception error, ServerWebExchange exchange) {
		ProblemDetail problem = ChatProblem.of(error);
		return createResponseEntity(problem, ChatProblem.headers(error), HttpStatusCode.valueOf(problem.getStatus()),
				exchange);
	}

	@Override
	protected Mono<ResponseEntity<Object>> handleWebExchangeBindException(WebExchangeBindException error,
			HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
		String detail = error.getFieldErrors()
			.stream()
			.map((field) -> field.getField() + ": " + field.getDefaultMessage())
			.sorted()
			.collect(Collectors.joining("; "));
		return badInput(detail, headers, status, exchange);
	}

	@Override
	protected Mono<ResponseEntity<Object>> handleServerWebInputException(ServerWebInputException error,
			HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
		return badInput(JsonMistake.describe(error), headers, status, exchange);
	}

	@Override
	protected Mono<ResponseEntity<Object>> handleExceptionInternal(Exception error, @Nullable Object body,
			@Nullable HttpHeaders headers, HttpStatusCode status, ServerWebExchange exchange) {
		if (status.isSameCodeAs(HttpStatus.UNSUPPORTED_MEDIA_TYPE)) {
			return badInput("Content-Type: missing or unusable (expected: application/json)", headers, status,
					exchange);
		}
		return super.handleExceptionInternal(error, body, headers, status, exchange);
	}

	private Mono<ResponseEntity<Object>> badInput(String detail, @Nullable HttpHeaders headers, HttpStatusCode status,
			ServerWebExchange exchange) {
		return createResponseEntity(ProblemDetail.forStatusAndDetail(status, detail), headers, status, exchange);
	}

	@Override
	protected Mono<ResponseEntity<Object>> createResponseEntity(@Nullable Object body, @Nullable HttpHeaders headers,
			HttpStatusCode status, ServerWebExchange exchange) {
		return Mono.just(ResponseEntity.status(status)
			.headers(headers)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(body));
	}

}
