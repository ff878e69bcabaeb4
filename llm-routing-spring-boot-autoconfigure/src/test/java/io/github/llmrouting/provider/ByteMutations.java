package io.github.llmrouting.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Changes payloads at random, as a fuzzer does, but the same with every run.
 */
public final class ByteMutations {

	private static final List<byte[]> TOKENS = List
		.of("\n", "\r", "\n\n", "data: ", "event: error\n", "[DONE]", "{", "}", "[", "]", "\"", ",", ":", "null",
				"true", "-1", "1e400", "99999999999999999999", "\"error\":", "\\ud83d", "\\u0000", "\ufeff",
				"\ud83d\ude00")
		.stream()
		.map((token) -> token.getBytes(StandardCharsets.UTF_8))
		.toList();

	private final List<byte[]> payloads;

	private final long seed;

	/**
	 * Creates the changes of some payloads.
	 * @param seed of the random numbers, which failures name
	 */
	public ByteMutations(List<byte[]> payloads, long seed) {
		this.payloads = payloads;
		this.seed = seed;
	}

	/** Tries a number of changed payloads. */
	public void forEach(int count, Consumer<byte[]> trial) {
		SplittableRandom random = new SplittableRandom(this.seed);
		for (int i = 0; i < count; i++) {
			byte[] changed = change(random);
			try {
				trial.accept(changed);
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError(
						"seed " + this.seed + ", round " + i + ": " + new String(changed, StandardCharsets.UTF_8), ex);
			}
		}
	}

	private byte[] change(SplittableRandom random) {
		byte[] changed = any(random);
		for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
			changed = change(changed, random);
		}
		return changed;
	}

	private byte[] any(SplittableRandom random) {
		return this.payloads.get(random.nextInt(this.payloads.size()));
	}

	private byte[] change(byte[] bytes, SplittableRandom random) {
		int from = random.nextInt(bytes.length + 1);
		int to = Math.min(bytes.length, from + random.nextInt(1, 32));
		return switch (random.nextInt(6)) {
			case 0 -> replaced(bytes, from, to, new byte[0]);
			case 1 -> replaced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
			case 2 -> replaced(bytes, from, from, TOKENS.get(random.nextInt(TOKENS.size())));
			case 3 -> replaced(bytes, from, Math.min(bytes.length, from + 1), new byte[] { (byte) random.nextInt() });
			case 4 -> replaced(bytes, from, bytes.length, tail(any(random), random));
			default -> replaced(bytes, from, to, TOKENS.get(random.nextInt(TOKENS.size())));
		};
	}

	private static byte[] tail(byte[] bytes, SplittableRandom random) {
		return Arrays.copyOfRange(bytes, random.nextInt(bytes.length + 1), bytes.length);
	}

	private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
		ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + by.length);
		changed.write(bytes, 0, from);
		changed.writeBytes(by);
		changed.write(bytes, to, bytes.length - to);
		return changed.toByteArray();
	}

}
