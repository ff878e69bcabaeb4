package io.github.llmrouting.provider.chatmodel;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.DefaultChatOptionsBuilder;

/** Options of a vendor that knows a limit of tokens and nothing else. */
final class NarrowOptions implements ChatOptions {

	private final @Nullable Integer maxTokens;

	NarrowOptions() {
		this(null);
	}

	private NarrowOptions(@Nullable Integer maxTokens) {
		this.maxTokens = maxTokens;
	}

	@Override
	public @Nullable String getModel() {
		return null;
	}

	@Override
	public @Nullable Double getFrequencyPenalty() {
		return null;
	}

	@Override
	public @Nullable Integer getMaxTokens() {
		return this.maxTokens;
	}

	@Override
	public @Nullable Double getPresencePenalty() {
		return null;
	}

	@Override
	public @Nullable List<String> getStopSequences() {
		return null;
	}

	@Override
	public @Nullable Double getTemperature() {
		return null;
	}

	@Override
	public @Nullable Integer getTopK() {
		return null;
	}

	@Override
	public @Nullable Double getTopP() {
		return null;
	}

	@Override
	public ChatOptions.Builder<?> mutate() {
		return new Builder().maxTokens(this.maxTokens);
	}

	static final class Builder extends DefaultChatOptionsBuilder<Builder> {

		@Override
		public Builder topK(@Nullable Integer topK) {
			throw new UnsupportedOperationException("top-k");
		}

		@Override
		public ChatOptions build() {
			return new NarrowOptions(this.maxTokens);
		}

	}

}
