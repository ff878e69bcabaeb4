package io.github.llmrouting.provider;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The ways in which a network may cut bytes into pieces. */
public final class Cuts {

	private Cuts() {
	}

	/** Cuts at random: into few pieces, many, or single bytes, some of them empty. */
	public static List<byte[]> random(byte[] bytes, SplittableRandom random) {
		int longest = switch (random.nextInt(4)) {
			case 0 -> 1;
			case 1 -> 8;
			case 2 -> 64;
			default -> bytes.length + 1;
		};
		List<byte[]> pieces = new ArrayList<>();
		for (int from = 0; from < bytes.length;) {
			int to = Math.min(bytes.length, from + random.nextInt(longest + 1));
			pieces.add(Arrays.copyOfRange(bytes, from, to));
			from = to;
		}
		return pieces;
	}

}
