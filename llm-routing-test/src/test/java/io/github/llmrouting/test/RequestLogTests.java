package io.github.llmrouting.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLogTests {

	private final RequestLog log = new RequestLog();

	@Test
	void onlyTheNewestRequestsAreKept() {
		for (int number = 1; number <= RequestLog.CAPACITY + 1; number++) {
			assertThat(this.log.add(request(number))).isEqualTo(number);
		}

		List<RecordedRequest> requests = this.log.oldestFirst();

		assertThat(requests).hasSize(10_000);
		assertThat(requests.get(0).path()).isEqualTo("/2");
	}

	private static RecordedRequest request(int number) {
		return new RecordedRequest("POST", "/" + number, Map.of(), "");
	}

}
