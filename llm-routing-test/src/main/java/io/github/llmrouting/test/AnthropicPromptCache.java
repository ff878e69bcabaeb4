package io.github.llmrouting.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Caches what stands before a block that carries {@code cache_control}, as Anthropic
 * does: tools, then system, then messages. A prefix is read if it was written before and
 * ends at such a block or at most 20 blocks before one, and what follows it up to the
 * last such block is written. Prefixes below 1,024 tokens are not cached, nothing expires
 * until it is forgotten. Source: Anthropic's guide to prompt caching.
 */
final class AnthropicPromptCache implements PromptCache {

	private static final int LOOK_BACK = 20;

	private static final int CAPACITY = 10_000;

	/** Prefixes by their text's digest; guarded by itself. */
	private final Map<String, Boolean> written = new LinkedHashMap<>() {

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
			return size() > CAPACITY;
		}

	};

	@Override
	public ReplyUsage bill(RecordedRequest request, ReplyUsage usage) {
		JsonNode body = request.json();
		List<Prefix> prefixes = prefixes(request.model(), body);
		synchronized (this.written) {
			return bill(prefixes, usage);
		}
	}

	private ReplyUsage bill(List<Prefix> prefixes, ReplyUsage usage) {
		long read = 0;
		for (int index = 0; index < prefixes.size(); index++) {
			if (prefixes.get(index).timeToLive() != null) {
				read = Math.max(read, longestWritten(prefixes.subList(Math.max(0, index - LOOK_BACK), index + 1)));
			}
		}
		ReplyUsage billed = usage.withCachedInput(read);
		long covered = read;
		for (Prefix prefix : prefixes) {
			if (prefix.timeToLive() != null && prefix.tokens() >= SMALLEST) {
				this.written.put(prefix.digest(), true);
				long more = Math.max(0, prefix.tokens() - covered);
				billed = prefix.timeToLive().equals("1h") ? billed.withHourCacheWrite(billed.hourCacheWrite() + more)
						: billed.withCacheWrite(billed.cacheWrite() + more);
				covered += more;
			}
		}
		return billed;
	}

	private long longestWritten(List<Prefix> prefixes) {
		return prefixes.stream()
			.filter((prefix) -> this.written.containsKey(prefix.digest()))
			.mapToLong(Prefix::tokens)
			.max()
			.orElse(0);
	}

	private static List<Prefix> prefixes(String model, JsonNode body) {
		List<Prefix> prefixes = new ArrayList<>();
		String digest = model;
		int characters = 0;
		for (JsonNode block : AnthropicBlocks.of(body)) {
			String text = withoutMark(block).toString();
			characters += text.length();
			digest = Digests.of(digest + text);
			prefixes.add(new Prefix(digest, ReplyUsage.tokens(characters), AnthropicBlocks.timeToLive(block)));
		}
		return prefixes;
	}

	private static JsonNode withoutMark(JsonNode block) {
		return (block instanceof ObjectNode object) ? object.deepCopy().without("cache_control") : block;
	}

	@Override
	public void clear() {
		synchronized (this.written) {
			this.written.clear();
		}
	}

	/**
	 * A prompt up to the end of one of its blocks.
	 *
	 * @param digest what tells its text from another's
	 * @param tokens its length
	 * @param timeToLive how long the last block asks to have it cached, {@code null} if
	 * it does not ask
	 */
	private record Prefix(String digest, long tokens, @Nullable String timeToLive) {

	}

}
