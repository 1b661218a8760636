"""What a company wants of a request that it has sent already: to see it, to add to it, to take it back."""

from flows.afterwards.wishes import RECEIPT, Wish, answers_keep, answers_withdraw, is_finished, is_given_up, wish

__all__ = ["RECEIPT", "Wish", "answers_keep", "answers_withdraw", "is_finished", "is_given_up", "wish"]
