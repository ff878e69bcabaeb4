package io.github.llmrouting.provider.chatmodel;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;

/** Answers as it is told, and remembers the prompt and the thread. */
final class FakeChatModel implements ChatModel {

	private final Function<Prompt, @Nullable ChatResponse> whole;

	private final @Nullable Function<Prompt, Flux<ChatResponse>> streamed;

	private final AtomicReference<@Nullable Prompt> prompt = new AtomicReference<>();

	private final AtomicReference<@Nullable String> thread = new AtomicReference<>();

	private ChatOptions options = ChatOptions.builder().build();

	private FakeChatModel(Function<Prompt, @Nullable ChatResponse> whole,
			@Nullable Function<Prompt, Flux<ChatResponse>> streamed) {
		this.whole = whole;
		this.streamed = streamed;
	}

	static FakeChatModel answering(Function<Prompt, @Nullable ChatResponse> whole) {
		return new FakeChatModel(whole, null);
	}

	static FakeChatModel streaming(Flux<ChatResponse> streamed) {
		return new FakeChatModel((prompt) -> null, (prompt) -> streamed);
	}

	static FakeChatModel streaming(Function<Prompt, Flux<ChatResponse>> streamed) {
		return new FakeChatModel((prompt) -> null, streamed);
	}

	FakeChatModel withOptions(ChatOptions options) {
		this.options = options;
		return this;
	}

	/** Returns the prompt that it was asked last. */
	@Nullable Prompt prompt() {
		return this.prompt.get();
	}

	/** Returns the name of the thread on which it was asked last. */
	@Nullable String thread() {
		return this.thread.get();
	}

	@Override
	public ChatOptions getOptions() {
		return this.options;
	}

	@Override
	public ChatResponse call(Prompt prompt) {
		remember(prompt);
		return this.whole.apply(prompt);
	}

	@Override
	public Flux<ChatResponse> stream(Prompt prompt) {
		if (this.streamed == null) {
			return ChatModel.super.stream(prompt);
		}
		remember(prompt);
		return this.streamed.apply(prompt);
	}

	private void remember(Prompt prompt) {
		this.prompt.set(prompt);
		this.thread.set(Thread.currentThread().getName());
	}

	static ChatResponse text(String text) {
		return part(new AssistantMessage(text), null);
	}

	/** Returns a response with a usage of 30 tokens read and 7 written. */
	static ChatResponse last(String text, @Nullable String finishReason) {
		ChatResponse part = part(new AssistantMessage(text), finishReason);
		return new ChatResponse(part.getResults(),
				ChatResponseMetadata.builder().id("id-1").model("m-1").usage(new DefaultUsage(30, 7)).build());
	}

	static ChatResponse part(AssistantMessage message, @Nullable String finishReason) {
		ChatGenerationMetadata metadata = (finishReason != null)
				? ChatGenerationMetadata.builder().finishReason(finishReason).build() : ChatGenerationMetadata.NULL;
		return new ChatResponse(List.of(new Generation(message, metadata)));
	}

}
