package io.github.llmrouting.benchmarks;

import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Asks by Spring AI's model, which blocks the thread of a call and reads a stream on
 * threads of its own.
 */
final class SpringAiExchange {

	private SpringAiExchange() {
	}

	static Exchange onPlatformThreads(URI baseUrl, Workload workload) {
		return of(baseUrl, workload, Executors.newFixedThreadPool(workload.concurrency()));
	}

	static Exchange onVirtualThreads(URI baseUrl, Workload workload) {
		return of(baseUrl, workload, new VirtualThreadTaskExecutor());
	}

	private static Exchange of(URI baseUrl, Workload workload, Executor threads) {
		OpenAiChatModel model = OpenAiChatModel.builder()
			.options(OpenAiChatOptions.builder()
				.baseUrl(baseUrl.toString())
				.apiKey(RoutingExchange.KEY)
				.model(Wire.MODEL)
				.streamUsage(true)
				.build())
			.build();
		Prompt prompt = Question.prompt(OpenAiChatOptions.builder());
		Scheduler scheduler = Schedulers.fromExecutor(threads);
		return workload.isStreamed() ? () -> stream(model, prompt)
				: () -> Mono.fromCallable(() -> RoutingExchange.text(model.call(prompt))).subscribeOn(scheduler);
	}

	private static Mono<String> stream(OpenAiChatModel model, Prompt prompt) {
		return model.stream(prompt)
			.map(RoutingExchange::text)
			.collect(StringBuilder::new, StringBuilder::append)
			.map(StringBuilder::toString);
	}

}
