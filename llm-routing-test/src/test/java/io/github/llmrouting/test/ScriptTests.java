package io.github.llmrouting.test;

import java.util.List;
import java.util.Set;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import io.github.llmrouting.test.SimulatorClient.Received;
import io.github.llmrouting.test.script.AnthropicScript;
import io.github.llmrouting.test.script.FormScript;
import io.github.llmrouting.test.script.GeminiScript;
import io.github.llmrouting.test.script.OpenAiScript;
import io.github.llmrouting.test.script.ScriptOutcome;
import io.github.llmrouting.test.script.SimulatedScript;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptTests {

	private static final Set<ScriptOutcome> NO_RESPONSE = Set.of(ScriptOutcome.UNREACHABLE, ScriptOutcome.TIMED_OUT);

	@ParameterizedTest
	@EnumSource
	void namesAreUnique(SimulatedProtocol protocol) {
		assertThat(SimulatedScript.of(protocol)).extracting(SimulatedScript::name)
			.doesNotHaveDuplicates()
			.hasSizeGreaterThan(45);
	}

	@ParameterizedTest
	@EnumSource
	void callIsAnsweredAsTheOutcomeSays(SimulatedProtocol protocol) {
		SoftAssertions softly = new SoftAssertions();
		try (ProviderSimulator provider = ProviderSimulator.speaking(protocol)) {
			for (SimulatedScript script : SimulatedScript.of(protocol)) {
				if (script.streamOnly() || isSlow(script)) {
					continue;
				}
				provider.reply(script.reply());
				check(softly, script, call(protocol, provider));
			}
		}
		softly.assertAll();
	}

	private static boolean isSlow(SimulatedScript script) {
		return NO_RESPONSE.contains(script.outcome()) || script.description().contains("time")
				|| script.name().matches("LATE_ANSWER|COLD_START");
	}

	private static void check(SoftAssertions softly, SimulatedScript script, Received answer) {
		if (script.outcome() == ScriptOutcome.ANSWERED) {
			softly.assertThat(answer.status()).as(script.name()).isEqualTo(200);
			softly.assertThat(answer.error()).as(script.name()).isNull();
		}
		String type = answer.headers().get("content-type", "");
		if (answer.status() >= 400 && type.equals("application/json")) {
			softly.assertThatCode(() -> JsonMapper.shared().readTree(answer.body()))
				.as(script.name())
				.doesNotThrowAnyException();
		}
	}

	@ParameterizedTest
	@EnumSource
	void streamThatEndsTooEarlyLacksNoMoreThanTheEventThatCompletesIt(SimulatedProtocol protocol) {
		List<String> ends = SimulatedScript.of(protocol)
			.stream()
			.map(SimulatedScript::name)
			.filter((name) -> name.startsWith("END_AFTER_"))
			.toList();
		SimulatedReply answer = SimulatedReply.text("One two three");
		String last = lastEvent(protocol);
		try (ProviderSimulator provider = ProviderSimulator.speaking(protocol)) {
			provider.next(answer.endAfterEvents(ends.size() - 1), answer.endAfterEvents(ends.size()));

			assertThat(stream(protocol, provider).body()).doesNotContain(last);
			assertThat(stream(protocol, provider).body()).contains(last);
		}
	}

	private static String lastEvent(SimulatedProtocol protocol) {
		return switch (protocol) {
			case OPENAI, AZURE_OPENAI -> "\"finish_reason\":\"stop\"";
			case ANTHROPIC -> "event: message_stop";
			case GEMINI, VERTEX_AI -> "\"finishReason\":\"STOP\"";
			case OLLAMA -> "\"done\":true";
		};
	}

	@Test
	void errorHasTheBodyAndHeadersOfTheVendor() {
		try (ProviderSimulator provider = ProviderSimulator.anthropic()) {
			provider.reply(AnthropicScript.SPEND_LIMIT_ENFORCED.reply());

			Received answer = call(SimulatedProtocol.ANTHROPIC, provider);

			assertThat(answer.status()).isEqualTo(429);
			assertThat(answer.headers().contains("retry-after")).isFalse();
			assertThat(answer.headers().get("request-id")).isEqualTo("req_1");
			assertThat(answer.body()).isEqualTo("""
					{"type":"error","error":{"type":"rate_limit_error",\
					"message":"Your organization has reached its monthly spend limit.",\
					"details":{"error_visibility":"user_facing","error_code":"enforced_spend_limit_reached"}},\
					"request_id":"req_1"}""");
		}
	}

	@Test
	void rateLimitHasTheHeadersThatSayWhenItPasses() {
		try (ProviderSimulator provider = ProviderSimulator.openAi()) {
			provider.reply(OpenAiScript.RATE_LIMITED_BY_REQUESTS.reply());

			Received answer = call(SimulatedProtocol.OPENAI, provider);

			assertThat(answer.headers().get("retry-after")).isEqualTo("20");
			assertThat(answer.headers().get("x-ratelimit-reset-requests")).isEqualTo("20s");
		}
	}

	@Test
	void blockedPromptHasNoCandidateInCallsAndStreams() {
		try (ProviderSimulator provider = ProviderSimulator.gemini()) {
			provider.reply(GeminiScript.PROMPT_BLOCKED.reply());

			assertThat(call(SimulatedProtocol.GEMINI, provider).body()).startsWith("{\"promptFeedback\"");
			assertThat(stream(SimulatedProtocol.GEMINI, provider).body()).startsWith("data: {\"promptFeedback\"")
				.doesNotContain("candidates")
				.endsWith("}\r\n\r\n");
		}
	}

	@Test
	void streamGoesOnAfterAMalformedEvent() {
		try (ProviderSimulator provider = ProviderSimulator.openAi()) {
			provider.reply(FormScript.MALFORMED_EVENT.reply());

			String[] events = stream(SimulatedProtocol.OPENAI, provider).body().split("\n\n");

			assertThat(events[1]).contains("\"One \"").endsWith("}");
			assertThat(events[2]).startsWith("data: {").doesNotEndWith("}");
			assertThat(events[3]).contains("\"three\"");
			assertThat(events[events.length - 1]).isEqualTo("data: [DONE]");
		}
	}

	private static Received call(SimulatedProtocol protocol, ProviderSimulator provider) {
		return switch (protocol) {
			case OPENAI -> SimulatorClient.openAi(provider).post(SimulatorClient.OPENAI_CALL);
			case AZURE_OPENAI -> azure(provider, SimulatorClient.OPENAI_CALL);
			case ANTHROPIC -> SimulatorClient.anthropic(provider).post(SimulatorClient.ANTHROPIC_CALL);
			case GEMINI -> SimulatorClient.gemini(provider).post(":generateContent", SimulatorClient.GEMINI);
			case VERTEX_AI -> SimulatorClient.vertexAi(provider).post(":generateContent", SimulatorClient.GEMINI);
			case OLLAMA -> SimulatorClient.ollama(provider).post(SimulatorClient.OLLAMA_CALL);
		};
	}

	private static Received stream(SimulatedProtocol protocol, ProviderSimulator provider) {
		String path = ":streamGenerateContent?alt=sse";
		return switch (protocol) {
			case OPENAI -> SimulatorClient.openAi(provider).post(SimulatorClient.OPENAI_STREAM);
			case AZURE_OPENAI -> azure(provider, SimulatorClient.OPENAI_STREAM);
			case ANTHROPIC -> SimulatorClient.anthropic(provider).post(SimulatorClient.ANTHROPIC_STREAM);
			case GEMINI -> SimulatorClient.gemini(provider).post(path, SimulatorClient.GEMINI);
			case VERTEX_AI -> SimulatorClient.vertexAi(provider).post(path, SimulatorClient.GEMINI);
			case OLLAMA -> SimulatorClient.ollama(provider).post(SimulatorClient.OLLAMA_STREAM);
		};
	}

	private static Received azure(ProviderSimulator provider, String json) {
		return SimulatorClient.azureOpenAi(provider)
			.post("/deployments/mine/chat/completions?api-version=2024-10-21", json);
	}

}
