"""The attack laboratory behind `candor evaluate LABORATORY.toml`, in reading order.

    lab_file ─▶ plan ─▶ play (recipes, codec grid, the real session) ─▶ memory on disk
                                                          ▼
    page, tables, document ◀── measures ◀── scores ◀── refusion

Replaying is the expensive part: what the signals said is kept on disk; fusion, thresholds and tables are made of that.
"""
