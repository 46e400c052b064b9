"""What exactly is a candidate asked? The notice in plain words, versioned: consent is recorded with its text.

Changing a word means a new VERSION. Adapt with counsel; the wording follows the notice in docs/privacy.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

VERSION = "2026-11-27.8"


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice as shown to one candidate."""

    language: str
    paragraphs: tuple[str, ...]
    question: str
    """What the candidate agrees to."""

    @property
    def sha256(self) -> str:
        """Hash of the words shown, with names and date filled in."""
        return hashlib.sha256("\n".join((*self.paragraphs, self.question)).encode()).hexdigest()


_ENGLISH = """
{organisation} uses a tool called Candor in its video interviews. During the call it checks that the video is live
and that the same person attends each step.

It compares your face with the ID photo you sent. For this it computes a face template: a list of numbers made from
a picture of your face. A second program on the same server may look at your ID photo and at a few pictures of the call
for the same checks; it keeps none of them.

It also listens whether your voice goes with your lips, and stays the same voice; it may look for signs that a
machine made it. For this it computes numbers from the sound, a voice template among them; they stay in memory while the
call runs and are gone when it ends.

It does not rate your answers, mood, accent or looks, and it decides nothing: a person reviews every note.

No video and no sound is stored. Kept under encryption are your ID photo, the face template, one small picture of your
face from each interview, so that people can compare them, and small pictures of moments that a person should look at.
If your ID photo shows a document, your name, birth date and its date of expiry are read and compared with your
application; these and the portrait are kept, the rest of the picture, with the number, is not.
The interviewer asks every candidate the same questions; what they write down of your answers, and how they rate some
of them, is kept, too. All of it is erased on {keep_until} at the latest.

What your application states - addresses, numbers, schools, dates, the text of your CV - may be looked through for what
somebody should ask about, such as a telephone number that several applicants give, and compared with public lists of
sanctions. Such a finding is a reason to ask, not to reject; nationality, origin and gender are not looked at. The
application and the findings are kept with the rest.

You may see, correct or erase your data at any time: on your private page, or by writing to {contact}. The page shows
what was noted about your interviews; there you can say what you think of each warning before anything is decided, and
ask for corrections. What you write there is kept with the rest.

On that page you may also photograph your ID, and try camera, light and sound beforehand. Your browser looks at that by
itself: only the picture you choose is sent, and the result of the trial is kept only if you ask for it.

The interviewer may ask you for a small movement, such as turning your head. A few small pictures of it are kept, too.
If you cannot or do not want to do it, say so: something else is asked for, or nothing, with no effect on your
application.

You may say no, and you may change your mind at any time. You may choose an ID check in person or live with a person
instead, with no effect on your application.

I agree that {organisation} makes a face template from my ID photo and compares it with my face during my
interviews, and that it compares my voice with my lips and with itself, and looks for signs of a machine-made voice,
while an interview runs.
"""

_INDONESIAN = """
{organisation} memakai alat bernama Candor dalam wawancara video. Selama panggilan, alat ini memeriksa apakah
videonya langsung dan apakah orang yang sama hadir di setiap tahap.

Alat ini membandingkan wajah Anda dengan foto identitas yang Anda kirim. Untuk itu dihitung sebuah templat wajah:
daftar angka yang dibuat dari gambar wajah Anda. Program kedua di server yang sama dapat melihat foto identitas Anda dan
beberapa gambar dari panggilan untuk pemeriksaan yang sama; tidak ada yang disimpannya.

Alat ini juga mendengarkan apakah suara Anda selaras dengan bibir, dan tetap suara yang sama; alat ini juga
dapat mencari tanda bahwa suara itu dibuat oleh mesin. Untuk itu dihitung angka-angka dari suara, termasuk sebuah
templat suara; semuanya hanya ada di memori selama panggilan dan hilang saat panggilan berakhir.

Alat ini tidak menilai jawaban, suasana hati, logat, atau penampilan Anda, dan tidak memutuskan apa pun: setiap
catatan ditinjau oleh manusia.

Video dan suara tidak disimpan. Yang disimpan secara terenkripsi adalah foto identitas, templat wajah, satu gambar
kecil wajah Anda dari setiap wawancara agar orang dapat membandingkannya, dan gambar kecil dari saat-saat yang perlu
dilihat oleh manusia. Jika foto identitas Anda memperlihatkan dokumen, nama, tanggal lahir, dan masa berlakunya dibaca
dan dibandingkan dengan lamaran Anda; hal-hal itu dan potretnya disimpan, sisa gambar, termasuk nomornya, tidak.
Pewawancara mengajukan pertanyaan yang sama kepada setiap kandidat; yang
dicatatnya dari jawaban Anda, dan penilaiannya atas sebagian jawaban, juga disimpan. Semuanya dihapus paling lambat pada
{keep_until}.

Isi lamaran Anda - alamat, nomor, sekolah, tanggal, teks CV - dapat diperiksa untuk mencari apa yang patut ditanyakan,
misalnya nomor telepon yang diberikan beberapa pelamar, dan dibandingkan dengan daftar sanksi yang terbuka. Temuan
seperti itu adalah alasan untuk bertanya, bukan untuk menolak; kewarganegaraan, asal, dan jenis kelamin tidak dilihat.
Lamaran dan temuannya disimpan bersama yang lain.

Anda boleh melihat, memperbaiki, atau menghapus data Anda kapan saja: di halaman pribadi Anda, atau dengan menulis ke
{contact}. Halaman itu menunjukkan apa yang dicatat tentang wawancara Anda; di sana Anda dapat menyampaikan pendapat
tentang setiap peringatan sebelum apa pun diputuskan, dan meminta perbaikan. Yang Anda tulis di sana juga disimpan.

Di halaman itu Anda juga dapat memotret identitas Anda, serta mencoba kamera, cahaya, dan suara lebih dulu. Itu
diperiksa oleh peramban Anda sendiri: yang dikirim hanya gambar yang Anda pilih, dan hasil percobaan hanya disimpan jika
Anda memintanya.

Pewawancara dapat meminta gerakan kecil, misalnya menoleh. Beberapa gambar kecil dari gerakan itu juga disimpan. Jika
Anda tidak bisa atau tidak mau melakukannya, katakan saja: yang lain akan diminta, atau tidak sama sekali, tanpa
pengaruh pada lamaran Anda.

Anda boleh menolak, dan boleh berubah pikiran kapan saja. Sebagai gantinya Anda dapat memilih pemeriksaan identitas
secara tatap muka atau langsung oleh seseorang, tanpa pengaruh pada lamaran Anda.

Saya setuju {organisation} membuat templat wajah dari foto identitas saya dan membandingkannya dengan wajah saya
selama wawancara, serta membandingkan suara saya dengan bibir saya dan dengan suara itu sendiri, dan mencari tanda
suara buatan mesin, selama wawancara berlangsung.
"""

_TEXTS = {"en": _ENGLISH, "id": _INDONESIAN}
"""Paragraphs between empty lines; the last is the question."""


def notice(language: str, organisation: str, contact: str, keep_until: str) -> Notice:
    """Return the notice in a language, with its names and date filled in.

    Args:
        language: "en" or "id".
        organisation: who interviews.
        contact: e-mail address for questions about data.
        keep_until: the date of erasure, as it is written in that language.
    """
    names = {"organisation": organisation, "contact": contact, "keep_until": keep_until}
    written = [" ".join(block.split()).format(**names) for block in _TEXTS[language].strip().split("\n\n")]
    return Notice(language, tuple(written[:-1]), written[-1])
